package org.imprimatur.bench;

import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * A large file through the portal's API into the store beside the SDK straight into the same store. The application runs
 * as ./start starts it; that nothing is cataloged meanwhile is all that is set otherwise.
 *
 * <p>{@code store=http://127.0.0.1:9000 access=... secret=...} takes another store than the embedded one.
 */
final class UploadBench implements Bench {

    private static final int MEGABYTE = 1 << 20;
    private static final String BUCKET = "imprimatur";

    @Override
    public void run(Settings settings) throws Exception {
        var megabytes = settings.number("size", 1024);
        var pairs = settings.number("pairs", 10);
        Product.build();
        var data = Product.emptyFolder();
        try (var product = Product.start(data, environment(settings))) {
            var api = Api.demo(product.address(), "creator");
            var store = store(settings, data);
            Memory.print("at rest", product);
            System.out.printf("%n%d MB each time%n", megabytes);
            Pairs.measure(
                    "through the portal",
                    () -> portal(api, store, megabytes),
                    "SDK to the store",
                    () -> straight(store, megabytes),
                    "MB/s",
                    pairs);
            System.out.printf(
                    "%nThe application's resident memory was never more than %d MB.%n",
                    Memory.peak(product.pid()) / 1024);
            Memory.print("after the uploads", product);
        }
    }

    private static Map<String, String> environment(Settings settings) {
        var options = Map.of("IMPRIMATUR_JAVA_OPTIONS", "-Dimprimatur.cataloging.workers=0");
        if (settings.text("store", "").isEmpty()) {
            return options;
        }
        return Map.of(
                "IMPRIMATUR_JAVA_OPTIONS", "-Dimprimatur.cataloging.workers=0",
                "IMPRIMATUR_STORE_URL", settings.text("store", ""),
                "IMPRIMATUR_STORE_ACCESS_KEY", settings.text("access", ""),
                "IMPRIMATUR_STORE_SECRET_KEY", settings.text("secret", ""));
    }

    private static MinioClient store(Settings settings, Path data) throws Exception {
        return MinioClient.builder()
                .endpoint(settings.text("store", "http://127.0.0.1:" + word(data, "ports/s3")))
                .region("us-east-1")
                .credentials(
                        settings.text("access", word(data, "secrets/s3-access-key")),
                        settings.text("secret", word(data, "secrets/s3-secret-key")))
                .build();
    }

    private static String word(Path data, String file) throws Exception {
        var path = data.resolve(file);
        return Files.exists(path) ? Files.readString(path).strip() : "";
    }

    private static double portal(Api api, MinioClient store, int megabytes) throws Exception {
        var boundary = "a-part-of-a-bench";
        var head = ("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"film.bin\"\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        var tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        var body = new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(head), new Film(megabytes), new ByteArrayInputStream(tail))));
        var length = head.length + (long) megabytes * MEGABYTE + tail.length;
        var begin = System.nanoTime();
        api.send(
                "POST",
                "/api/brands/aurora/assets",
                "multipart/form-data; boundary=" + boundary,
                BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> body), length));
        return rate(begin, megabytes, store);
    }

    private static double straight(MinioClient store, int megabytes) throws Exception {
        var begin = System.nanoTime();
        store.putObject(PutObjectArgs.builder().bucket(BUCKET).object("bench/" + UUID.randomUUID()).stream(
                        new Film(megabytes), (long) megabytes * MEGABYTE, -1L)
                .contentType("application/octet-stream")
                .build());
        return rate(begin, megabytes, store);
    }

    private static double rate(long begin, int megabytes, MinioClient store) throws Exception {
        var rate = megabytes / ((System.nanoTime() - begin) / 1e9);
        for (var item : store.listObjects(
                ListObjectsArgs.builder().bucket(BUCKET).recursive(true).build())) {
            if (item.get().size() == (long) megabytes * MEGABYTE) { // or the disk would be full of films
                store.removeObject(RemoveObjectArgs.builder()
                        .bucket(BUCKET)
                        .object(item.get().objectName())
                        .build());
            }
        }
        return rate;
    }

    /** Bytes that no store can compress and no brand has twice, at next to no cost. */
    private static final class Film extends InputStream {

        private final byte[] block = new byte[MEGABYTE];
        private long left;
        private int at;

        Film(int megabytes) {
            new Random(1).nextBytes(block);
            left = (long) megabytes * MEGABYTE;
            stamp();
        }

        private void stamp() {
            var id = UUID.randomUUID();
            ByteBuffer.wrap(block).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            if (at == block.length) {
                at = 0;
                stamp();
            }
            var some = (int) Math.min(left, Math.min(length, block.length - at));
            System.arraycopy(block, at, bytes, offset, some);
            at += some;
            left -= some;
            return some;
        }
    }
}
