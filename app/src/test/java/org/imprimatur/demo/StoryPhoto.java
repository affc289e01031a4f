package org.imprimatur.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;

/** A real JPEG with EXIF, IPTC and XMP that is not in the library yet. */
public final class StoryPhoto {

    public static final String TITLE = "Beans at the harbour";

    private StoryPhoto() {}

    /** Writes it into a folder and says where. */
    public static Path into(Path folder) {
        var photograph = new Photograph(
                "harbour-beans.jpg",
                4711,
                Drawings::beans,
                TITLE,
                "Coffee beans in a sack on a quay.",
                List.of("beans", "harbour"),
                LocalDateTime.of(2026, 11, 20, 7, 30),
                new Photograph.Place("Fish market", "Hamburg", "Germany", 53.5453, 9.9526));
        try {
            return Files.write(folder.resolve(photograph.fileName()), photograph.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
