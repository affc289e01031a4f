package org.imprimatur.assets.tika;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.imprimatur.assets.FileFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that end too early, and files that only look as if they did. */
class CompletenessTests {

    private static final int HEIGHT = 200;

    private final Path folder;

    CompletenessTests(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aWholeJpegIsWholeWhateverFollowsItsEnd() throws IOException {
        var jpeg = jpeg(false);

        assertThat(check(FileFormat.JPEG, jpeg)).isEqualTo(Completeness.Result.WHOLE);
        assertThat(check(FileFormat.JPEG, joined(jpeg, text("a film of the same moment"))))
                .isEqualTo(Completeness.Result.WHOLE);
        assertThat(check(FileFormat.JPEG, joined(jpeg, jpeg))).isEqualTo(Completeness.Result.WHOLE);
        assertThat(check(FileFormat.JPEG, jpeg(true))).isEqualTo(Completeness.Result.WHOLE);
    }

    @Test
    void restartMarksAndStuffedBytesDoNotEndAJpeg() throws IOException {
        var coded =
                new byte[] {1, (byte) 0xFF, 0, 2, (byte) 0xFF, (byte) 0xD0, 3, (byte) 0xFF, (byte) 0xFF, (byte) 0xD7, 4
                };
        var jpeg = joined(
                segment(0xD8, null),
                segment(0xE1, joined(text("Exif\0\0"), new byte[] {(byte) 0xFF, (byte) 0xD9})),
                segment(0xC0, new byte[] {8, 0, 90, 0, 70, 1, 1, 0x11, 0}),
                segment(0xDA, new byte[] {1, 1, 0, 0, 63, 0}),
                coded);

        var cut = JpegStructure.read(open(jpeg));
        var whole = JpegStructure.read(open(joined(jpeg, segment(0xD9, null))));

        assertThat(cut).isEqualTo(new JpegStructure(90, 1, false, false));
        assertThat(whole).isEqualTo(new JpegStructure(90, 1, false, true));
    }

    @Test
    void aJpegThatEndsBeforeItsPictureSaysSo() throws IOException {
        assertThat(failure(FileFormat.JPEG, Arrays.copyOf(jpeg(false), 100)))
                .isEqualTo("The file ends before the picture begins. Upload the whole file.");
    }

    @Test
    void aJpegWithoutItsEndIsUnended() throws IOException {
        var jpeg = jpeg(false);

        assertThat(check(FileFormat.JPEG, Arrays.copyOf(jpeg, jpeg.length / 2)))
                .isEqualTo(new Completeness.Result(null, null, true));
    }

    @Test
    void aPngThatEndsInItsPixelsCountsItsRows() throws IOException {
        var png = picture("png");

        assertThat(check(FileFormat.PNG, png)).isEqualTo(Completeness.Result.WHOLE);
        assertThat(check(FileFormat.PNG, joined(png, text("more")))).isEqualTo(Completeness.Result.WHOLE);
        var rows = rows(failure(FileFormat.PNG, Arrays.copyOf(png, png.length / 2)));
        assertThat(rows).isBetween(HEIGHT / 2 - 15, HEIGHT / 2 + 15);
        assertThat(failure(FileFormat.PNG, Arrays.copyOf(png, png.length - 12)))
                .isEqualTo("The file ends in the middle of the picture: 200 of about 200 rows are there."
                        + " Upload the whole file.");
    }

    @Test
    void aPngWithAWrongChecksumIsDamagedUnlessOnlyItsDescriptionIs() throws IOException {
        var png = picture("png");
        var pixels = png.clone();
        pixels[png.length / 2] ^= 1;
        var described = joined(
                Arrays.copyOf(png, 33),
                chunk("tEXt", text("Comment\0Beans"), 1),
                Arrays.copyOfRange(png, 33, png.length));

        assertThat(failure(FileFormat.PNG, pixels)).contains("its checksum is wrong");
        assertThat(check(FileFormat.PNG, described).failure()).isNull();
        assertThat(check(FileFormat.PNG, described).note()).contains("The picture is whole.");
        assertThat(check(
                        FileFormat.PNG,
                        joined(
                                Arrays.copyOf(png, 33),
                                chunk("tEXt", text("Comment\0Beans"), 0),
                                Arrays.copyOfRange(png, 33, png.length))))
                .isEqualTo(Completeness.Result.WHOLE);
    }

    @Test
    void aGifEndsWithItsTrailer() throws IOException {
        var gif = picture("gif");

        assertThat(check(FileFormat.GIF, gif)).isEqualTo(Completeness.Result.WHOLE);
        assertThat(failure(FileFormat.GIF, Arrays.copyOf(gif, gif.length / 2)))
                .isEqualTo("The file ends in the middle of the picture. Upload the whole file.");
        assertThat(failure(FileFormat.GIF, Arrays.copyOf(gif, gif.length - 1)))
                .startsWith("The file ends too early: one picture");
    }

    @Test
    void aWebpIsAsLongAsItSays() throws IOException {
        var webp = webp(60);

        assertThat(check(FileFormat.WEBP, webp)).isEqualTo(Completeness.Result.WHOLE);
        assertThat(failure(FileFormat.WEBP, Arrays.copyOf(webp, webp.length - 9)))
                .isEqualTo("The file ends too early: 71 bytes of 80 bytes are there. Upload the whole file.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTiffHasAllItsStrips(boolean big) throws IOException {
        var tiff = tiff(big, 100, 100);

        assertThat(check(FileFormat.TIFF, tiff)).isEqualTo(Completeness.Result.WHOLE);
        assertThat(failure(FileFormat.TIFF, Arrays.copyOf(tiff, tiff.length - 150)))
                .isEqualTo("The file ends too early: 0 of 2 parts of the picture are there. Upload the whole file.");
        assertThat(failure(FileFormat.TIFF, Arrays.copyOf(tiff, tiff.length - 50)))
                .contains("1 of 2 parts");
    }

    /** Where the index stands, how sizes are written, what stands between. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeFilms")
    void aWholeFilmIsWhole(String what, byte[] film) throws IOException {
        assertThat(check(FileFormat.MP4, film)).as(what).isEqualTo(Completeness.Result.WHOLE);
    }

    private static Stream<Arguments> wholeFilms() {
        var toTheEnd = ByteBuffer.allocate(8).putInt(0).put(text("mdat")).array();
        var content = box("mdat", new byte[500]);
        return Stream.of(
                arguments("the index first", joined(ftyp(), moov(90), content)),
                arguments("the index last", joined(ftyp(), box("free", new byte[8]), content, moov(90))),
                arguments("a size of 64 bits", joined(ftyp(), moov(90), large("mdat", new byte[500]))),
                arguments("a box to the end", joined(ftyp(), moov(90), toTheEnd, new byte[500])),
                arguments("an old QuickTime film", joined(box("wide", new byte[0]), content, moov(20))),
                arguments("in fragments", joined(ftyp(), moov(), box("moof", new byte[40]), content)),
                arguments("zeros behind it", joined(ftyp(), moov(90), content, new byte[64])),
                arguments("a few bytes behind it", joined(ftyp(), moov(90), content, new byte[3])));
    }

    @Test
    void aFilmWithoutItsIndexOrItsContentSaysWhichIsMissing() throws IOException {
        var index = joined(ftyp(), box("mdat", new byte[500]));
        var content = joined(ftyp(), moov(90));
        var cut = joined(ftyp(), moov(90), box("mdat", new byte[5_000]));
        var open = joined(
                ftyp(),
                moov(9_000),
                ByteBuffer.allocate(8).putInt(0).put(text("mdat")).array(),
                new byte[50]);

        assertThat(failure(FileFormat.MP4, index)).startsWith("This video has no index");
        assertThat(failure(FileFormat.QUICKTIME, Arrays.copyOf(index, index.length - 100)))
                .startsWith("The video ends too early: 432 bytes of 532 bytes are there");
        assertThat(failure(FileFormat.MP4, content)).startsWith("This video holds an index and no pictures");
        assertThat(failure(FileFormat.MP4, Arrays.copyOf(cut, 2_000))).startsWith("The video ends too early: 2 KB");
        assertThat(failure(FileFormat.MP4, open)).contains("parts that its index names are missing");
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "PNG", "GIF", "WEBP", "TIFF", "MP4", "QUICKTIME", "HEIC", "PDF"})
    void noFileIsTooShortOrTooOddToBeLookedAt(FileFormat format) throws IOException {
        var random = new Random(7);
        for (var length = 0; length < 300; length += 7) {
            var bytes = new byte[length];
            random.nextBytes(bytes);

            assertThat(check(format, bytes)).as("%s bytes", length).isNotNull();
        }
    }

    @Test
    void aPdfThatEndsTooEarlyIsWorthANote() throws IOException {
        assertThat(check(FileFormat.PDF, text("%PDF-1.7 ... startxref\n9\n%%EOF\n"))
                        .note())
                .isNull();
        assertThat(check(FileFormat.PDF, text("%PDF-1.7 1 0 obj <<")).note()).contains("pages may be missing");
    }

    private @Nullable String failure(FileFormat format, byte[] bytes) throws IOException {
        return check(format, bytes).failure();
    }

    private static int rows(@Nullable String failure) {
        return Integer.parseInt(String.valueOf(failure).replaceFirst(".*: (\\d+) of about 200 rows.*", "$1"));
    }

    private Completeness.Result check(FileFormat format, byte[] bytes) throws IOException {
        return Completeness.of(Files.write(folder.resolve("file"), bytes), format);
    }

    private FileBytes open(byte[] bytes) throws IOException {
        return new FileBytes(Files.write(folder.resolve("file"), bytes));
    }

    /** Of noise, so that each row takes as many bytes as any other. */
    static BufferedImage noise() {
        var image = new BufferedImage(160, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var random = new Random(42);
        for (var y = 0; y < HEIGHT; y++) {
            for (var x = 0; x < 160; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return image;
    }

    private static byte[] picture(String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(noise(), format, bytes);
        return bytes.toByteArray();
    }

    static byte[] jpeg(boolean progressive) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var how = writer.getDefaultWriteParam();
        how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(noise(), null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] segment(int marker, byte @Nullable [] content) {
        var segment = ByteBuffer.allocate(content == null ? 2 : content.length + 4)
                .put((byte) 0xFF)
                .put((byte) marker);
        if (content != null) {
            segment.putShort((short) (content.length + 2)).put(content);
        }
        return segment.array();
    }

    private static byte[] chunk(String type, byte[] content, int off) {
        var sum = new CRC32();
        sum.update(text(type));
        sum.update(content);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(text(type))
                .put(content)
                .putInt((int) sum.getValue() + off)
                .array();
    }

    private static byte[] webp(int length) {
        return ByteBuffer.allocate(length + 20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(text("RIFF"))
                .putInt(length + 12)
                .put(text("WEBPVP8L"))
                .putInt(length)
                .array();
    }

    /** With a strip of each of these lengths. */
    private static byte[] tiff(boolean big, int first, int second) {
        var begin = big ? 96 : 64;
        var tiff = ByteBuffer.allocate(begin + first + second).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put(text("II")).putShort((short) (big ? 43 : 42));
        if (big) {
            tiff.putInt(8).putLong(16).putLong(2);
            tiff.putShort((short) 273)
                    .putShort((short) 4)
                    .putLong(2)
                    .putInt(begin)
                    .putInt(begin + first);
            tiff.putShort((short) 279)
                    .putShort((short) 4)
                    .putLong(2)
                    .putInt(first)
                    .putInt(second);
        } else {
            tiff.putInt(8).putShort((short) 2);
            tiff.putShort((short) 273).putShort((short) 4).putInt(2).putInt(40);
            tiff.putShort((short) 279)
                    .putShort((short) 3)
                    .putInt(2)
                    .putShort((short) first)
                    .putShort((short) second);
            tiff.putInt(0).position(40).putInt(begin).putInt(begin + first);
        }
        return tiff.array();
    }

    private static byte[] ftyp() {
        return box("ftyp", text("isom\0\0\2\0isomiso2"));
    }

    /** An index of chunks at these offsets. */
    private static byte[] moov(int... offsets) {
        var chunks = ByteBuffer.allocate(8 + 4 * offsets.length).putInt(0).putInt(offsets.length);
        Arrays.stream(offsets).forEach(chunks::putInt);
        return box("moov", box("trak", box("mdia", box("minf", box("stbl", box("stco", chunks.array()))))));
    }

    private static byte[] box(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(text(type))
                .put(content)
                .array();
    }

    private static byte[] large(String type, byte[] content) {
        return ByteBuffer.allocate(16 + content.length)
                .putInt(1)
                .put(text(type))
                .putLong(16L + content.length)
                .put(content)
                .array();
    }

    private static byte[] text(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
