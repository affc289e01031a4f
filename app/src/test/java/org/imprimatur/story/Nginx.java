package org.imprimatur.story;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.imprimatur.Product;

/** A real nginx that ends TLS and serves us under {@code /imprimatur}, set up as {@code docs/operations.md} tells. */
final class Nginx implements AutoCloseable {

    private static final Pattern TOLD = Pattern.compile("(?s)```nginx\n(.*?)```");
    private static final char[] PASSWORD = "a certificate of a test".toCharArray();

    private final Process process;
    private final int port;
    private final KeyStore certificate;

    private Nginx(Process process, int port, KeyStore certificate) {
        this.process = process;
        this.port = port;
        this.certificate = certificate;
    }

    /** Where it is installed; empty where it is not. */
    static Optional<Path> program() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Nginx start(Path folder, int backend) throws IOException {
        var port = Product.freePort();
        var certificate = certificate(folder);
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 4096; }
                http {
                    access_log %1$s/access.log;
                    client_body_temp_path %1$s/bodies;
                    proxy_temp_path %1$s/answers;
                    fastcgi_temp_path %1$s/none;
                    uwsgi_temp_path %1$s/none;
                    scgi_temp_path %1$s/none;
                %2$s
                }
                """.formatted(folder, asTold(folder, port, backend)));
        var process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "-c",
                        folder.resolve("nginx.conf").toString(),
                        "-p",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        var nginx = new Nginx(process, port, certificate);
        await().atMost(Duration.ofSeconds(20)).until(nginx::answers);
        return nginx;
    }

    /** What the document shows, on our ports and with our certificate. */
    private static String asTold(Path folder, int port, int backend) throws IOException {
        var told = TOLD.matcher(Files.readString(Product.root().resolve("docs/operations.md")));
        if (!told.find()) {
            throw new IllegalStateException("docs/operations.md shows no nginx configuration");
        }
        return told.group(1)
                .replace("listen 443 ssl", "listen 127.0.0.1:" + port + " ssl")
                .replace("127.0.0.1:8080", "127.0.0.1:" + backend)
                .replace("/etc/ssl/press.pem", folder.resolve("certificate.pem").toString())
                .replace("/etc/ssl/press.key", folder.resolve("key.pem").toString());
    }

    private static KeyStore certificate(Path folder) throws IOException {
        var store = folder.resolve("certificate.p12");
        var made = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "press",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD)))
                .inheritIO()
                .start()
                .onExit()
                .join();
        if (made.exitValue() != 0) {
            throw new IllegalStateException("keytool ended with " + made.exitValue());
        }
        try {
            var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
            pem(
                    folder.resolve("certificate.pem"),
                    "CERTIFICATE",
                    keys.getCertificate("press").getEncoded());
            pem(
                    folder.resolve("key.pem"),
                    "PRIVATE KEY",
                    keys.getKey("press", PASSWORD).getEncoded());
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pem(Path file, String what, byte[] bytes) throws IOException {
        var text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, text));
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where people go. */
    String address() {
        return "https://localhost:" + port + "/imprimatur";
    }

    /** For programs, which do not take a certificate that nobody signed. */
    SSLContext trust() {
        try {
            var authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            authorities.setCertificateEntry("press", certificate.getCertificate("press"));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(authorities);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
