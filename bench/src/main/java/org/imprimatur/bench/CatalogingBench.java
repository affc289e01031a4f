package org.imprimatur.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.imprimatur.assets.tika.Examiners;
import org.imprimatur.assets.tika.Examiners.Look;

/**
 * Documents per second when each goes to a child process and its findings come back, beside the same work in this
 * process and beside Tika as it comes. A mixed corpus: what {@link Corpus} draws and writes, and the files of
 * {@code samples=}.
 */
final class CatalogingBench implements Bench {

    @Override
    public void run(Settings settings) throws Exception {
        var pairs = settings.number("pairs", 12);
        var files = corpus(Path.of(settings.text("samples", "../shared/samples")));
        System.out.printf(
                "%d files, %d kB%n",
                files.size(), files.stream().mapToLong(CatalogingBench::size).sum() / 1024);
        var children = Examiners.inChildren();
        if (settings.has("same")) {
            var here = Examiners.inThisProcess();
            Pairs.measure(
                    "in children",
                    () -> rate(children, files),
                    "in this process",
                    () -> rate(here, files),
                    "documents/s",
                    pairs);
        }
        if (settings.has("plain")) {
            var plain = Examiners.plainTika();
            Pairs.measure(
                    "in children",
                    () -> rate(children, files),
                    "plain Tika",
                    () -> rate(plain, files),
                    "documents/s",
                    pairs);
        }
    }

    private static List<Path> corpus(Path samples) throws Exception {
        var made = Corpus.make(Product.emptyFolder());
        if (!Files.isDirectory(samples)) {
            System.out.println("Without samples: there is no folder " + samples);
            return made;
        }
        try (var media = Files.list(samples.resolve("media"));
                var documents = Files.list(samples.resolve("documents"))) {
            return Stream.of(media, documents, made.stream())
                    .flatMap(each -> each)
                    .sorted()
                    .toList();
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private static double rate(Look look, List<Path> files) throws Exception {
        var begin = System.nanoTime();
        for (var file : files) {
            look.into(file);
        }
        return files.size() / ((System.nanoTime() - begin) / 1e9);
    }
}
