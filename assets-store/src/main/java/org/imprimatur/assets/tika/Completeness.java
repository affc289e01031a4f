package org.imprimatur.assets.tika;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.imprimatur.assets.FileFormat;
import org.imprimatur.assets.FileTexts;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file is all there, as far as its format tells: formats say how long their parts are, how they end and what must
 * not be missing. Bytes that follow the end are allowed: phones append films, mail programs append lines.
 */
final class Completeness {

    private Completeness() {}

    /**
     * What is known about the end of a file.
     *
     * @param failure why it cannot be used, in a sentence; null when it can
     * @param note what is worth knowing though it can be used; null for nothing
     * @param unended whether the mark that ends it is missing, which is a failure unless everything else turns out to be
     *     there
     */
    record Result(@Nullable String failure, @Nullable String note, boolean unended) {

        static final Result WHOLE = new Result(null, null, false);

        static Result failed(String key, Object... values) {
            return new Result(FileTexts.of(key, values), null, false);
        }
    }

    /** Looks at the structure of a file; nothing is decoded. */
    static Result of(Path file, FileFormat format) throws IOException {
        try (var bytes = new FileBytes(file)) {
            return switch (format) {
                case JPEG -> JpegStructure.read(bytes).result();
                case PNG -> PngStructure.check(bytes);
                case GIF -> GifStructure.check(bytes);
                case WEBP -> RiffStructure.check(bytes);
                case TIFF -> TiffStructure.check(bytes);
                case MP4, QUICKTIME, SOUND -> BoxStructure.video(bytes);
                case HEIC, AVIF -> BoxStructure.picture(bytes, format);
                case PDF -> pdf(bytes);
                default -> Result.WHOLE;
            };
        } catch (EOFException e) {
            return Result.failed("truncated.header");
        }
    }

    /** A PDF ends with {@code %%EOF}; readers repair one that does not, from what is left of it. */
    private static Result pdf(FileBytes bytes) throws IOException {
        var tail = (int) Math.min(bytes.length(), 2048);
        bytes.seek(bytes.length() - tail);
        var end = new String(bytes.bytes(tail), StandardCharsets.ISO_8859_1);
        return end.contains("%%EOF") || end.contains("startxref")
                ? Result.WHOLE
                : new Result(null, FileTexts.of("truncated.document"), false);
    }
}
