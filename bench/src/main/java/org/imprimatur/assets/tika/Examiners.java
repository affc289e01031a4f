package org.imprimatur.assets.tika;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.BodyContentHandler;
import org.imprimatur.assets.CatalogingSettings;
import org.imprimatur.assets.Examiner;
import org.springframework.util.unit.DataSize;
import org.xml.sax.SAXException;

/** Three ways to look into a file, for the bench of cataloging. Here, because two of them are the module's own affair. */
public final class Examiners {

    private static final int TEXT = 1_000_000;
    private static final long PIXELS = 200_000_000;

    private Examiners() {}

    /** As the product does it: another process, and the file's way to it and back. */
    public static Look inChildren() {
        var examiner = new IsolatedExaminer(new CatalogingSettings(
                1,
                DataSize.ofGigabytes(1),
                Duration.ofSeconds(60),
                TEXT,
                PIXELS,
                1_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30)));
        return file -> {
            try (var content = Files.newInputStream(file)) {
                examiner.examine(file.getFileName().toString(), content);
            } catch (Examiner.Excessive | Examiner.Lost e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        };
    }

    /** The very same work, thumbnails and all, in this process. */
    public static Look inThisProcess() throws TikaException, IOException, SAXException {
        var examination = new Examination();
        var folder = Files.createTempDirectory("imprimatur-bench-");
        var thumbnail = folder.resolve("thumbnail");
        return file -> {
            examination.examine(
                    new Request(1, file.toString(), file.getFileName().toString(), thumbnail.toString(), TEXT, PIXELS));
            Files.deleteIfExists(thumbnail);
        };
    }

    /** Tika as its page on the web shows it: type, metadata and text, no thumbnails, no limits on what lies inside. */
    public static Look plainTika() {
        var parser = new AutoDetectParser();
        return file -> {
            var context = new ParseContext();
            context.set(Parser.class, parser);
            try (InputStream content = TikaInputStream.get(file)) {
                parser.parse(content, new BodyContentHandler(TEXT), new Metadata(), context);
            } catch (SAXException e) {
                if (!WriteLimitReachedException.isWriteLimitReached(e)) {
                    throw new IOException(file.toString(), e);
                }
            } catch (TikaException e) {
                throw new IOException(file.toString(), e);
            }
        };
    }

    /** Looks into one file. */
    public interface Look {
        void into(Path file) throws IOException;
    }
}
