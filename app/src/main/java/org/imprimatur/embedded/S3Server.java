package org.imprimatur.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.imprimatur.assets.StoreConnection;
import org.imprimatur.embedded.leash.OnLeash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The embedded object store: s3proxy with its files under {@code objects}, in a small Java process of its own because
 * its many libraries would not get along with ours. It checks signatures, and only we know the keys.
 */
final class S3Server extends Server {

    private static final String SERVER = "s3";
    private static final String ACCESS_KEY = "s3-access-key";
    private static final String SECRET_KEY = "s3-secret-key";
    private static final String REGION = "us-east-1";
    private static final String BUCKET = "imprimatur";
    private static final String OBJECTS = "objects";

    /** Bytes of a part that it holds in memory to check the signature; parts of an upload must be smaller. */
    private static final int LARGEST_PART = 32 << 20;

    /** How s3proxy names what belongs to an upload in parts until it is whole. */
    private static final String PART_OF_AN_UPLOAD = "{.mpus-,.s3proxy-mpu-stub-}*";

    private static final PathMatcher PARTS_OF_UPLOADS =
            FileSystems.getDefault().getPathMatcher("glob:" + PART_OF_AN_UPLOAD);

    private static final Logger LOG = LoggerFactory.getLogger(S3Server.class);

    private final Parts parts;
    private final Path objects;
    private final Path configuration;

    S3Server(DataFolder data, Parts parts) {
        super(data, SERVER);
        this.parts = parts;
        this.objects = data.folder(OBJECTS);
        this.configuration = data.folder("secrets").resolve("s3proxy.properties");
    }

    /** Starts it when it does not answer yet, and waits. */
    StoreConnection connection() {
        return connection(awaitAnswer(), data.secret(ACCESS_KEY), data.secret(SECRET_KEY));
    }

    /** The one that somebody else runs on this folder. */
    static StoreConnection connection(Path folder) {
        return connection(
                DataFolder.port(folder, SERVER),
                DataFolder.secret(folder, ACCESS_KEY),
                DataFolder.secret(folder, SECRET_KEY));
    }

    private static StoreConnection connection(int port, String accessKey, String secretKey) {
        return new StoreConnection(URI.create("http://127.0.0.1:" + port), REGION, accessKey, secretKey, BUCKET);
    }

    /** Its objects by their files. */
    static FolderListing listing(Path folder) {
        return new FolderListing(folder.resolve(OBJECTS).resolve(BUCKET));
    }

    /** Whether an entry of the bucket's folder belongs to an upload in parts that is not whole yet. */
    static boolean isPartOfUpload(Path name) {
        return PARTS_OF_UPLOADS.matches(name);
    }

    /** Parts of uploads that an earlier life left half done. No list shows them, so the reconcile cannot see them. */
    @Override
    void prepare() {
        var bucket = objects.resolve(BUCKET);
        if (!Files.isDirectory(bucket)) {
            return;
        }
        try (var parts = Files.newDirectoryStream(bucket, PART_OF_AN_UPLOAD)) {
            for (var part : parts) {
                FileSystemUtils.deleteRecursively(part);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("Parts of broken uploads stay in {}: {}", bucket, e.toString());
        }
    }

    /** The keys go by way of a file, because everybody can read a command line. */
    @Override
    List<String> command(int port) {
        DataFolder.write(configuration, properties(port));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Duser.timezone=UTC",
                "-cp",
                parts.objectStoreClassPath(),
                OnLeash.class.getName(),
                "org.gaul.s3proxy.Main",
                "--properties",
                configuration.toString());
    }

    @Override
    Path workingFolder() {
        return objects;
    }

    /** Without a signature it must refuse us; another program on this port would hardly do so in the same way. */
    @Override
    boolean answers(int port) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_FORBIDDEN;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    boolean isOurs(Running process) {
        return process.commandLine().contains(OnLeash.class.getName())
                && process.commandLine().contains(configuration.toString());
    }

    /** Killing is fine: what it acknowledged is in its files. */
    @Override
    void ask(Running orphan) {
        orphan.handle().destroyForcibly();
    }

    private String properties(int port) {
        var properties = new Properties();
        properties.putAll(Map.of(
                "s3proxy.endpoint",
                "http://127.0.0.1:" + port,
                "s3proxy.authorization",
                "aws-v4",
                "s3proxy.identity",
                data.secret(ACCESS_KEY),
                "s3proxy.credential",
                data.secret(SECRET_KEY),
                "s3proxy.v4-max-non-chunked-request-size",
                Integer.toString(LARGEST_PART),
                "s3proxy.jetty.max-threads",
                "32",
                "jclouds.provider",
                "filesystem-nio2",
                "jclouds.filesystem.basedir",
                objects.toString(),
                "jclouds.identity",
                "none",
                "jclouds.credential",
                "none"));
        var text = new ByteArrayOutputStream();
        try {
            properties.store(text, null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString(StandardCharsets.ISO_8859_1);
    }
}
