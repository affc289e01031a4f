package org.imprimatur.assets.tika;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.assets.tika.HostileFiles.png;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.imprimatur.assets.CatalogingSettings;
import org.imprimatur.assets.Examiner;
import org.imprimatur.assets.Findings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Incomplete, locked and mislabelled files, through a real child process, and what a librarian reads about them. */
class UnusableFilesTests {

    private static final Path SAMPLES = Stream.of(
                    "../../shared/samples", "../shared/samples", "../../../shared/samples")
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("absent"));

    private static final Pattern JARGON =
            Pattern.compile("(?i)tika|ooxml|mime|octet|[a-z]+/[a-z0-9.+-]{3,}|exception|null|parser");

    private static final IsolatedExaminer EXAMINER = new IsolatedExaminer(new CatalogingSettings(
            1,
            DataSize.ofMegabytes(512),
            Duration.ofSeconds(60),
            1_000_000,
            200_000_000,
            200,
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1)));

    @AfterAll
    static void close() {
        EXAMINER.close();
    }

    @Test
    void aJpegCutInItsMiddleSaysHowManyRowsAreThere() throws Exception {
        var jpeg = jpeg(2_000);

        var failure =
                examine("cup.jpg", Arrays.copyOf(jpeg, jpeg.length * 2 / 5)).failure();

        assertThat(failure)
                .matches("The file ends in the middle of the picture: \\d+ of about 2,000 rows are there\\. .*");
        var rows = Integer.parseInt(String.valueOf(failure).replaceFirst(".*?: (\\d+) of.*", "$1"));
        assertThat(rows).isBetween(740, 820);
    }

    @Test
    void aJpegOfWhichOnlyTheMarkAtItsEndIsMissingIsWhole() throws Exception {
        var jpeg = jpeg(300);

        var found = examine("cup.jpg", Arrays.copyOf(jpeg, jpeg.length - 2));

        assertThat(found.failure()).isNull();
        assertThat(found.notes()).isEmpty();
        assertThat(found.thumbnail()).isNotNull();
    }

    @Test
    void aJpegWithItsMiddleMissingIsDamaged() throws Exception {
        var jpeg = jpeg(300);
        var torn = Arrays.copyOf(jpeg, jpeg.length / 2);
        torn[torn.length - 2] = (byte) 0xFF;
        torn[torn.length - 1] = (byte) 0xD9;

        assertThat(examine("cup.jpg", torn).failure()).matches("Part of the picture is damaged: from row 1[0-9]{2} .*");
    }

    @Test
    void aProgressiveJpegThatEndsTooEarlyIsOnlyACoarsePicture() throws Exception {
        var jpeg = CompletenessTests.jpeg(true);

        assertThat(examine("cup.jpg", Arrays.copyOf(jpeg, jpeg.length / 2)).failure())
                .contains("coarse version");
        assertThat(examine("cup.jpg", jpeg).failure()).isNull();
    }

    @Test
    void aFilmWithoutItsIndexAndAnimationsWithoutTheirEndFail() throws Exception {
        var film = ByteBuffer.allocate(524)
                .putInt(24)
                .put("ftypisom\0\0\2\0isomiso2".getBytes(ISO_8859_1))
                .putInt(500)
                .put("mdat".getBytes(ISO_8859_1))
                .array();
        var gif = HostileFiles.picture("gif");
        var png = HostileFiles.picture("png");

        assertThat(examine("film.mp4", film).failure()).startsWith("This video has no index");
        assertThat(examine("cup.gif", Arrays.copyOf(gif, gif.length - 3)).failure())
                .startsWith("The file ends");
        assertThat(examine("cup.png", Arrays.copyOf(png, png.length - 20)).failure())
                .startsWith("The file ends");
    }

    /** A part of each, from which whatever says how long the whole is can be read. */
    @ParameterizedTest
    @CsvSource({
        "media/exif-iptc-lightroom.jpg, 0.5",
        "media/exif-iptc-xmp-gps.jpg, 0.9",
        "media/iptc-xmp-photoshop.jpg, 0.7",
        "media/animation.gif, 0.6",
        "media/animation.webp, 0.9",
        "media/photo.webp, 0.5",
        "media/photo.heic, 0.7",
        "media/multipage.tif, 0.5",
        "media/video.mp4, 0.5",
        "media/video-gps.mp4, 0.9",
        "media/video-xmp.mov, 0.6",
        "catalog/landscape.mp4, 0.7",
        "catalog/portrait-phone.mov, 0.5",
        "documents/scan.png, 0.4",
        "documents/various.docx, 0.5"
    })
    void aPartOfARealFileFailsWhereTheWholeDoesNot(String file, double part) throws Exception {
        assumeTrue(Files.isDirectory(SAMPLES), "Skipped: there is no folder shared/samples beside the project");
        var bytes = Files.readAllBytes(SAMPLES.resolve(file));

        assertThat(examine(file, bytes).failure()).isNull();
        assertThat(examine(file, Arrays.copyOf(bytes, (int) (bytes.length * part)))
                        .failure())
                .isNotBlank()
                .doesNotContainPattern(JARGON);
    }

    @Test
    void aLockedFileSaysWhatItIsAndThatNobodyCanCheckIt() throws Exception {
        var office = lockedOffice();

        for (var locked : Map.of(
                        "plan.docx", "A Word document locked",
                        "plan.XLSX", "An Excel workbook locked",
                        "plan", "An Office document locked")
                .entrySet()) {
            assertThat(examine(locked.getKey(), office).failure())
                    .isEqualTo(locked.getValue() + " with a password: what is inside cannot be checked. Save it without"
                            + " the password, then upload that.");
        }
        assertThat(examine("plan.pdf", lockedPdf()).failure()).startsWith("A PDF document locked with a password");
    }

    private static byte[] lockedOffice() throws Exception {
        var lock = new EncryptionInfo(EncryptionMode.agile);
        lock.getEncryptor().confirmPassword("not the default one");
        var bytes = new ByteArrayOutputStream();
        try (var file = new POIFSFileSystem()) {
            try (var out = lock.getEncryptor().getDataStream(file)) {
                out.write(new byte[2_000]);
            }
            file.writeFilesystem(bytes);
        }
        return bytes.toByteArray();
    }

    private static byte[] lockedPdf() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "reader", new AccessPermission()));
            document.save(bytes);
        }
        return bytes.toByteArray();
    }

    @Test
    void bytesThatMeanNothingAreNotWhatTheirNameSays() throws Exception {
        var bytes = new byte[4_000];
        new Random(3).nextBytes(bytes);

        assertThat(examine("cup.jpg", bytes).failure()).isEqualTo("This is not a picture, whatever its name says.");
        assertThat(examine("cup.MOV", bytes).failure()).isEqualTo("This is not a video, whatever its name says.");
        assertThat(examine("plan.docx", bytes).failure())
                .isEqualTo("This is not a Word document, whatever its name says.");
        assertThat(examine("cup.png", "404 Not Found".getBytes(UTF_8)).failure())
                .isEqualTo("This is not a picture, whatever its name says: it is a plain text.");
        assertThat(examine("reel.xyz", bytes).failure()).isNull();
        assertThat(examine("reel.tga", bytes).failure()).isNull();
    }

    @Test
    void aDrawingWithAScriptFailsAndOneThatOnlyMentionsItDoesNot() throws Exception {
        assertThat(examine("a.svg", svg("<script>alert(1)</script>")).failure()).contains("contains a script");
        assertThat(examine("a.svg", svg("<g><rect fill='>' onload = 'alert(1)'/></g>"))
                        .failure())
                .contains("contains a script");
        assertThat(examine("a.svg", svg("<a href='javascript:alert(1)'/>")).failure())
                .contains("contains a script");
        var prose = examine("a.svg", svg("<text>Only one = 2, not javascript: at all</text>"));
        assertThat(prose.failure()).isNull();
        assertThat(prose.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"layers.psb", "layers.psd"})
    void aPhotoshopFileOfEitherSizeHasNoWarningAboutItsName(String name) throws Exception {
        var large = name.endsWith("psb");
        var file = ByteBuffer.allocate(large ? 100 : 90);
        file.put("8BPS".getBytes(ISO_8859_1)).putShort((short) (large ? 2 : 1)).put(new byte[6]);
        file.putShort((short) 3).putInt(1).putInt(1).putShort((short) 8).putShort((short) 3);

        assertThat(examine(name, file.array()).notes()).noneMatch(note -> note.contains("name"));
    }

    @Test
    void aKeynotePresentationHasNoWarningAboutItsName() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : List.of("Index/Document.iwa", "Metadata/BuildVersionHistory.plist", "Index/Slide.iwa")) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(1);
            }
        }

        var found = examine("launch.key", bytes.toByteArray());

        assertThat(found.mediaType()).isEqualTo("application/vnd.apple.keynote.13");
        assertThat(found.notes()).noneMatch(note -> note.contains("name"));
    }

    @Test
    void aPictureTooLargeToBeShownSaysSoInWords() throws Exception {
        assertThat(examine("wall.png", png(30_000, 30_000)).notes())
                .containsExactly("There is no preview: the picture has 30,000 × 30,000 pixels, and at most 200,000,000"
                        + " in all are shown.");
    }

    private static byte[] jpeg(int height) throws IOException {
        var image = new BufferedImage(320, height, BufferedImage.TYPE_INT_RGB);
        var random = new Random(5);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < 320; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        return bytes.toByteArray();
    }

    private static byte[] svg(String content) {
        return ("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>" + content + "</svg>").getBytes(UTF_8);
    }

    private static Findings examine(String name, byte[] content) throws IOException, Examiner.Excessive, Examiner.Lost {
        return EXAMINER.examine(name, new ByteArrayInputStream(content));
    }
}
