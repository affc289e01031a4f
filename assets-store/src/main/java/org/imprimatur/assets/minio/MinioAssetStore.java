package org.imprimatur.assets.minio;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.imprimatur.assets.AssetRefused;
import org.imprimatur.assets.AssetStore;
import org.imprimatur.assets.ObjectListing;
import org.imprimatur.assets.StoreConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Bytes in an S3 bucket.
 *
 * <p>The SDK holds one part at a time in memory to be able to repeat it, and sends a checksum with each; content that
 * fits into one part is one PUT, anything larger is a multipart upload that is aborted when the content fails.
 */
@Component
class MinioAssetStore implements AssetStore, ObjectListing, DisposableBean {

    /** In bytes; one is held in memory for each upload. 10,000 of them, S3's limit, are 78 GB. */
    private static final long PART = 8L * 1024 * 1024;

    /** How long the store may say nothing, or take nothing, before it counts as away. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final Logger log = LoggerFactory.getLogger(MinioAssetStore.class);
    private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchObject", "NotFound");

    private final StoreConnection connection;
    private final MinioClient client;
    private final MinioAsyncClient pages;
    private volatile boolean bucketThere;

    MinioAssetStore(StoreConnection connection) {
        this(connection, ObservationRegistry.NOOP);
    }

    @Autowired
    MinioAssetStore(StoreConnection connection, ObjectProvider<ObservationRegistry> observations) {
        this(connection, observations.getIfAvailable(() -> ObservationRegistry.NOOP));
    }

    private MinioAssetStore(StoreConnection connection, ObservationRegistry observations) {
        this.connection = connection;
        var calls = new Dispatcher();
        calls.setMaxRequestsPerHost(calls.getMaxRequests()); // five by default: some that hang would hold up all others
        var http = new OkHttpClient.Builder()
                .dispatcher(calls)
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(SILENCE)
                .writeTimeout(SILENCE)
                .addInterceptor(new Timed(observations))
                .build();
        this.client = MinioClient.builder()
                .endpoint(connection.endpoint().toString())
                .region(connection.region())
                .credentials(connection.accessKey(), connection.secretKey())
                .httpClient(http, true)
                .build();
        this.pages = MinioAsyncClient.builder() // the only one with single pages
                .endpoint(connection.endpoint().toString())
                .region(connection.region())
                .credentials(connection.accessKey(), connection.secretKey())
                .httpClient(http, false)
                .build();
    }

    @Override
    public void put(String key, InputStream content, long length, String mediaType) throws IOException {
        var watched = new Watched(content);
        try {
            ensureBucket();
            client.putObject(
                    PutObjectArgs.builder().bucket(connection.bucket()).object(key).stream(watched, length, PART)
                            .contentType(mediaType)
                            .build());
        } catch (MinioException | IllegalStateException e) {
            if (watched.failure != null) {
                throw watched.failure;
            }
            if (watched.ended && watched.count < length) {
                throw new EOFException("The content ends after " + watched.count + " of " + length + " bytes");
            }
            throw refused(e);
        }
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        try {
            ensureBucket();
            var args = GetObjectArgs.builder().bucket(connection.bucket()).object(key);
            if (offset > 0 || length != UNKNOWN) {
                args = args.offset(offset);
            }
            if (length != UNKNOWN) {
                args = args.length(length);
            }
            return client.getObject(args.build());
        } catch (MinioException | IllegalStateException e) {
            if (absent(e)) {
                throw new AssetRefused("file", 404, "The bytes are missing in the object store.");
            }
            throw refused(e);
        }
    }

    @Override
    public OptionalLong size(String key) {
        try {
            ensureBucket();
            return OptionalLong.of(client.statObject(StatObjectArgs.builder()
                            .bucket(connection.bucket())
                            .object(key)
                            .build())
                    .size());
        } catch (MinioException | IllegalStateException e) {
            if (absent(e)) {
                return OptionalLong.empty();
            }
            throw refused(e);
        }
    }

    @Override
    public void remove(String key) {
        try {
            ensureBucket();
            client.removeObject(RemoveObjectArgs.builder()
                    .bucket(connection.bucket())
                    .object(key)
                    .build());
        } catch (MinioException | IllegalStateException e) {
            if (!absent(e)) {
                throw refused(e);
            }
        }
    }

    @Override
    public Iterator<Stored> after(String key) {
        return new Pages(key);
    }

    /** Objects page by page. A page may be empty although others follow: unfinished uploads may fill it. */
    private final class Pages implements Iterator<Stored> {

        private static final int SIZE = 1_000;

        private final Deque<Stored> read = new ArrayDeque<>();
        private final String begin;
        private @Nullable String token;
        private boolean more = true;

        Pages(String begin) {
            this.begin = begin;
        }

        @Override
        public boolean hasNext() {
            while (read.isEmpty() && more) {
                readPage();
            }
            return !read.isEmpty();
        }

        @Override
        public Stored next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return read.remove();
        }

        private void readPage() {
            try {
                ensureBucket();
                var page = ListObjectsV2Args.builder()
                        .bucket(connection.bucket())
                        .maxKeys(SIZE)
                        .encodingType("url");
                if (token != null) {
                    page.continuationToken(token);
                } else if (!begin.isEmpty()) {
                    page.startAfter(begin);
                }
                var answer = pages.listObjectsV2(page.build()).get().result();
                for (var object : answer.contents()) {
                    object.setEncodingType(answer.encodingType());
                    read.add(new Stored(
                            object.objectName(),
                            object.size(),
                            object.lastModified().toInstant()));
                }
                token = answer.nextContinuationToken();
                more = answer.isTruncated() && token != null;
            } catch (MinioException | IllegalStateException e) {
                throw refused(e);
            } catch (ExecutionException e) {
                throw refused(e.getCause() instanceof Exception cause ? cause : e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw refused(e);
            }
        }
    }

    private void ensureBucket() throws MinioException {
        if (bucketThere) {
            return;
        }
        var bucket = connection.bucket();
        if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
            try {
                client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
            } catch (ErrorResponseException e) {
                if (!Set.of("BucketAlreadyOwnedByYou", "BucketAlreadyExists")
                        .contains(e.errorResponse().code())) {
                    throw e;
                }
            }
        }
        bucketThere = true;
    }

    private static boolean absent(Exception e) {
        return e instanceof ErrorResponseException answer
                && ABSENT.contains(answer.errorResponse().code());
    }

    /**
     * The SDK wraps a connection that is refused into an IllegalStateException, so both kinds arrive here.
     *
     * <p>Where the store lies and what it says is for the log, not for people. Without what the exception carries beside its message: the trace of the request has credentials in it.
     */
    private AssetRefused refused(Exception e) {
        log.warn("The object store at {} does not answer as it should: {}", connection.endpoint(), words(e));
        var refused =
                new AssetRefused("store", 503, "The object store does not answer as it should. Try again in a moment.");
        refused.initCause(e);
        return refused;
    }

    private static String words(Exception e) {
        if (e instanceof ErrorResponseException answer) {
            return answer.errorResponse().code() + ": " + answer.errorResponse().message();
        }
        Throwable deepest = e;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }

    @Override
    public void destroy() throws Exception {
        client.close();
    }

    /** Times each request to the store, from its first byte to the head of the answer; the SDK holds bodies ready. */
    private record Timed(ObservationRegistry observations) implements Interceptor {

        @Override
        public Response intercept(Chain chain) throws IOException {
            var request = chain.request();
            var observation = Observation.createNotStarted("imprimatur.store.requests", observations)
                    .lowCardinalityKeyValue("method", request.method())
                    .lowCardinalityKeyValue("status", "none")
                    .start();
            try {
                var response = chain.proceed(request);
                observation.lowCardinalityKeyValue("status", Integer.toString(response.code()));
                return response;
            } catch (IOException e) {
                observation.error(e);
                throw e;
            } finally {
                observation.stop();
            }
        }
    }

    /** Remembers how the content itself ended: the SDK wraps that beyond recognition. */
    private static class Watched extends FilterInputStream {

        private @Nullable IOException failure;
        private boolean ended;
        private long count;

        Watched(InputStream content) {
            super(content);
        }

        @Override
        public int read() throws IOException {
            try {
                int read = in.read();
                watch(read < 0 ? read : 1);
                return read;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                int read = in.read(bytes, offset, length);
                watch(read);
                return read;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        private void watch(int read) {
            ended |= read < 0;
            count += Math.max(0, read);
        }
    }
}
