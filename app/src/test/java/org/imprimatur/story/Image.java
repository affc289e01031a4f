package org.imprimatur.story;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imprimatur.Product;

/**
 * The image as a container would run it, without a container: what the {@code Dockerfile} says of environment and
 * command, in a folder that has what the image has, and so no embedded database and store.
 */
final class Image {

    private static final Pattern ENTRYPOINT = Pattern.compile("(?m)^ENTRYPOINT (\\[.*])$");
    private static final Pattern ENV = Pattern.compile("(?m)^ENV (.*)$");

    private final Path folder;
    private final String dockerfile;

    private Image(Path folder, String dockerfile) {
        this.folder = folder;
        this.dockerfile = dockerfile;
    }

    /** Made of what the build has left in {@code target}. */
    static Image build() throws IOException {
        var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "image-");
        for (var part : List.of("imprimatur.jar", "lib")) {
            Files.createSymbolicLink(
                    folder.resolve(part),
                    Path.of("target/imprimatur").resolve(part).toAbsolutePath());
        }
        var lines = Files.readString(Product.root().resolve("Dockerfile")).replaceAll("\\\\\n\\s*", "");
        return new Image(folder, lines);
    }

    /** Starts a container of it, which answers on this port. */
    Product run(int port, Map<String, String> settings) throws IOException {
        var environment = new HashMap<>(environment());
        environment.putAll(settings);
        environment.putAll(Map.of("SERVER_ADDRESS", "127.0.0.1", "SERVER_PORT", String.valueOf(port)));
        return Product.run(command(), folder, port, folder, environment);
    }

    private List<String> command() throws IOException {
        var command = JsonMapper.builder().build().readValue(said(ENTRYPOINT).group(1), String[].class);
        command[0] = Path.of(System.getProperty("java.home"), "bin", command[0]).toString();
        return List.of(command);
    }

    private Map<String, String> environment() {
        return List.of(said(ENV).group(1).split(" ")).stream()
                .map(pair -> pair.split("=", 2))
                .collect(toMap(pair -> pair[0], pair -> pair[1]));
    }

    private Matcher said(Pattern what) {
        var matcher = what.matcher(dockerfile);
        if (!matcher.find()) {
            throw new IllegalStateException("The Dockerfile has no line like " + what);
        }
        return matcher;
    }
}
