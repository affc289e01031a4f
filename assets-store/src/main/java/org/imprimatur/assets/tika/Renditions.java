package org.imprimatur.assets.tika;

import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.resizers.configurations.ScalingMode;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.imprimatur.assets.FileTexts;
import org.jspecify.annotations.Nullable;

/**
 * Small pictures of pictures and of the first page of a PDF: at most 640 pixels on the longer side, JPEG, or PNG where
 * something is transparent. Large pictures are thinned out while they are read, so the heap holds a few megabytes of
 * them and never the whole.
 */
final class Renditions {

    static final int SIDE = 640;

    /** A WebP is decoded wholly before it can be thinned out; a pixel takes up to 12 bytes on the way. */
    private static final int WEBP_BYTES_PER_PIXEL = 12;

    /**
     * A JPEG that comes in several passes is kept wholly as well, by native code and so beside the heap and its limit: two
     * bytes for each of up to four channels.
     */
    private static final int JPEG_BYTES_PER_PIXEL = 8;

    private static final int START_OF_SCAN = 0xFFDA;
    private static final int START_OF_FRAME = 0xFFC0;
    private static final int LAST_START_OF_FRAME = 0xFFCF;
    private static final Set<Integer> TABLES = Set.of(0xFFC4, 0xFFC8, 0xFFCC); // in between, and no frames
    private static final Set<Integer> PROGRESSIVE = Set.of(0xFFC2, 0xFFC6, 0xFFCA, 0xFFCE);

    private Renditions() {}

    /** Null when nothing here reads the file as a picture. */
    static @Nullable Dimensions dimensions(Path file) throws IOException {
        try (var content = ImageIO.createImageInputStream(file.toFile())) {
            var reader = reader(content);
            if (reader == null) {
                return null;
            }
            try {
                reader.setInput(content, true, true);
                return new Dimensions(reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        }
    }

    /**
     * @param orientation as EXIF counts, 1 to 8
     * @param loss notices what the decoder misses
     * @return the media type of what was written; null when nothing here reads the file
     * @throws TooLarge when it has more pixels than {@code pixelLimit}, or than this process can hold
     */
    static @Nullable String ofPicture(Path file, Path target, int orientation, long pixelLimit, DecodingLoss loss)
            throws IOException, TooLarge {
        try (var content = ImageIO.createImageInputStream(file.toFile())) {
            var reader = reader(content);
            if (reader == null) {
                return null;
            }
            try {
                long limit = Math.min(pixelLimit, decodable(reader.getFormatName(), content));
                reader.setInput(content, true, true);
                var size = new Dimensions(reader.getWidth(0), reader.getHeight(0));
                if (size.pixels() > limit) {
                    throw new TooLarge(size, limit);
                }
                var thinned = reader.getDefaultReadParam();
                int step = Math.max(1, size.longer() / (2 * SIDE));
                thinned.setSourceSubsampling(step, step, 0, 0);
                loss.watch(reader, (size.height() + step - 1) / step);
                return write(turned(small(reader.read(0, thinned)), orientation), target);
            } finally {
                reader.dispose();
            }
        }
    }

    static String ofPdf(Path file, Path target) throws IOException {
        try (var document = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
            var box = document.getPage(0).getCropBox();
            float scale = SIDE / Math.max(1f, Math.max(box.getWidth(), box.getHeight()));
            var renderer = new PDFRenderer(document);
            renderer.setSubsamplingAllowed(true);
            return write(small(renderer.renderImage(0, Math.min(scale, 4f), ImageType.RGB)), target);
        }
    }

    /** In pixels: as many as the memory of this process holds, where all of them have to be in it. */
    private static long decodable(String format, ImageInputStream content) throws IOException {
        long memory = Runtime.getRuntime().maxMemory();
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "webp" -> memory / WEBP_BYTES_PER_PIXEL;
            case "jpeg" -> inPasses(content) ? memory / JPEG_BYTES_PER_PIXEL : Long.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    /**
     * Whether the first scan of a JPEG is not all there is: it is progressive, or has its channels one by one. So is, to be
     * on the safe side, what is not laid out as usual.
     */
    private static boolean inPasses(ImageInputStream content) throws IOException {
        content.mark();
        try {
            content.seek(2);
            int channels = 0;
            while (true) {
                int marker = content.readUnsignedShort();
                long segment = content.getStreamPosition();
                int length = content.readUnsignedShort();
                if (marker == START_OF_SCAN) {
                    return content.readUnsignedByte() < channels;
                }
                if (marker < START_OF_FRAME || length < 2 || PROGRESSIVE.contains(marker)) {
                    return true;
                }
                if (marker <= LAST_START_OF_FRAME && !TABLES.contains(marker)) {
                    content.skipBytes(5); // precision, height and width
                    channels = content.readUnsignedByte();
                }
                content.seek(segment + length);
            }
        } catch (EOFException e) {
            return false; // there is nothing to decode either
        } finally {
            content.reset();
        }
    }

    private static @Nullable ImageReader reader(@Nullable ImageInputStream content) {
        if (content == null) {
            return null;
        }
        var readers = ImageIO.getImageReaders(content);
        return readers.hasNext() ? readers.next() : null;
    }

    /** In plain RGB, whatever the colours were; small pictures are not blown up. */
    private static BufferedImage small(BufferedImage image) throws IOException {
        boolean transparent = image.getColorModel().hasAlpha();
        var plain = new BufferedImage(
                image.getWidth(),
                image.getHeight(),
                transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        var graphics = plain.createGraphics();
        if (!transparent) {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, plain.getWidth(), plain.getHeight());
        }
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        if (Math.max(plain.getWidth(), plain.getHeight()) <= SIDE) {
            return plain;
        }
        return Thumbnails.of(plain)
                .size(SIDE, SIDE)
                .scalingMode(ScalingMode.PROGRESSIVE_BILINEAR)
                .imageType(plain.getType())
                .asBufferedImage();
    }

    private static BufferedImage turned(BufferedImage image, int orientation) {
        if (orientation <= 1 || orientation > 8) {
            return image;
        }
        int width = image.getWidth();
        int height = image.getHeight();
        var turn =
                switch (orientation) {
                    case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
                    case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
                    case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
                    case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
                    case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
                    case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
                    default -> new AffineTransform(0, -1, 1, 0, 0, width);
                };
        boolean lying = orientation >= 5;
        var turned = new BufferedImage(lying ? height : width, lying ? width : height, image.getType());
        var graphics = turned.createGraphics();
        graphics.drawImage(image, turn, null);
        graphics.dispose();
        return turned;
    }

    private static String write(BufferedImage image, Path target) throws IOException {
        var format = image.getColorModel().hasAlpha() ? "png" : "jpeg";
        try (var out = Files.newOutputStream(target)) {
            if (format.equals("png")) {
                ImageIO.write(image, format, out);
            } else {
                Thumbnails.of(image)
                        .scale(1)
                        .outputFormat(format)
                        .outputQuality(0.85)
                        .toOutputStream(out);
            }
        }
        return "image/" + format;
    }

    /** In pixels. */
    record Dimensions(int width, int height) {

        long pixels() {
            return (long) width * height;
        }

        int longer() {
            return Math.max(width, height);
        }
    }

    /** There are more pixels than may be decoded. */
    static class TooLarge extends Exception {
        TooLarge(Dimensions size, long limit) {
            super(FileTexts.of("shown.too-large", size.width(), size.height(), limit));
        }
    }
}
