package org.imprimatur.assets;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** An S3 server for tests, one for this JVM and ended with it, as a process of its own. */
public final class S3Proxy {

    private static final Path JAR = Path.of("target/s3proxy/s3proxy.jar");
    private static final S3Proxy RUNNING = start();

    private final Process process;
    private final int port;

    private S3Proxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static StoreConnection connection(String bucket) {
        if (!RUNNING.process.isAlive()) {
            throw new IllegalStateException("s3proxy ended with " + RUNNING.process.exitValue());
        }
        return new StoreConnection(
                URI.create("http://127.0.0.1:" + RUNNING.port), "us-east-1", "test-access", "test-secret-key", bucket);
    }

    private static S3Proxy start() {
        try {
            var folder = Files.createTempDirectory("s3proxy-");
            Files.createDirectories(folder.resolve("data"));
            int port = freePort();
            var settings = folder.resolve("s3proxy.conf");
            Files.writeString(settings, """
                    s3proxy.endpoint=http://127.0.0.1:%d
                    s3proxy.authorization=aws-v4
                    s3proxy.identity=test-access
                    s3proxy.credential=test-secret-key
                    s3proxy.v4-max-non-chunked-request-size=134217728
                    jclouds.provider=filesystem-nio2
                    jclouds.filesystem.basedir=%s
                    jclouds.identity=x
                    jclouds.credential=x
                    """.formatted(port, folder.resolve("data")));
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var process = new ProcessBuilder(
                            java, "-Xmx192m", "-jar", JAR.toString(), "--properties", settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("s3proxy.log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            await().pollInSameThread() // another one would wait for this class
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> answers(port) || !process.isAlive());
            return new S3Proxy(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
