package org.imprimatur.assets.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.imprimatur.assets.Asset.Metadatum;
import org.imprimatur.assets.CatalogingSettings;
import org.imprimatur.assets.Examiner;
import org.imprimatur.assets.Findings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Real files, through a real child process; what is expected of photographs was read by an independent tool. */
class CatalogedFilesTests {

    private static final Path SAMPLES = Stream.of(
                    "../../shared/samples", "../shared/samples", "../../../shared/samples")
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("absent"));

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
    void aPhotographFromLightroomTellsEverything() throws Exception {
        var found = sample("media/exif-iptc-lightroom.jpg");

        assertThat(found.mediaType()).isEqualTo("image/jpeg");
        assertThat(found.metadata())
                .containsEntry("description", new Metadatum("mit blauem Kleid", "XMP"))
                .containsEntry("creator", new Metadatum("Peter Bemmann", "XMP"))
                .containsEntry("copyright", new Metadatum("© Peter Bemmann", "XMP"))
                .containsEntry("created", new Metadatum("2010-12-12T12:41:35.00+01:00", "XMP"))
                .containsEntry("camera", new Metadatum("Canon EOS 7D", "EXIF"))
                .containsEntry("place", new Metadatum("Mainz, Rheinland-Pfalz, Deutschland", "XMP"))
                .containsEntry("width", new Metadatum("600", "file"))
                .containsEntry("height", new Metadatum("900", "file"));
        assertThat(found.notes()).isEmpty();
        assertThumbnail(found, "image/jpeg", 427, 640);
    }

    @Test
    void aPhotographWithGpsTellsWhereItWasTaken() throws Exception {
        var found = sample("media/exif-iptc-xmp-gps.jpg");

        assertThat(found.metadata())
                .containsEntry("title", new Metadatum("Communications", "XMP"))
                .containsEntry("credit", new Metadatum("Ian Britton", "XMP"))
                .containsEntry("created", new Metadatum("2002-06-20", "XMP"))
                .containsEntry("camera", new Metadatum("FUJIFILM FinePixS1Pro", "EXIF"))
                .containsEntry("place", new Metadatum("Ubited Kingdom", "XMP"))
                .containsEntry("gps", new Metadatum("54.989667, -1.914167", "EXIF"));
    }

    @Test
    void keywordsAndTitleComeWithoutBeingCutByIptc() throws Exception {
        var found = sample("media/iptc-xmp-photoshop.jpg");

        assertThat(found.metadata())
                .containsEntry("title", new Metadatum("Test document title string for metadata-extractor", "XMP"))
                .containsEntry("creator", new Metadatum("Test author string for metadata-extractor", "XMP"))
                .containsEntry("keywords", new Metadatum("test keyword 1, test keyword 2", "XMP"));
    }

    @ParameterizedTest
    @CsvSource({
        "media/animation.gif, image/gif, true",
        "media/animation.webp, image/webp, true",
        "media/photo.webp, image/webp, true",
        "media/layers-xmp.psd, image/vnd.adobe.photoshop, true",
        "media/multipage.tif, image/tiff, true",
        "media/photo.heic, image/heif, false",
        "documents/scan.png, image/png, true",
        "documents/various.pdf, application/pdf, true",
        "media/video.mp4, video/mp4, false",
        "media/video-gps.mp4, video/mp4, false",
        "media/video-xmp.mov, video/quicktime, false"
    })
    void picturesAndVideosAreKnownByTheirContent(String file, String mediaType, boolean thumbnail) throws Exception {
        var found = sample(file);

        assertThat(found.failure()).isNull();
        assertThat(found.mediaType()).isEqualTo(mediaType);
        assertThat(found.thumbnail() != null).isEqualTo(thumbnail);
        if (!mediaType.equals("application/pdf")) {
            assertThat(found.metadata()).containsKeys("width", "height");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "various.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document, Footnote",
        "various.pdf, application/pdf, Footnote",
        "various.pptx, application/vnd.openxmlformats-officedocument.presentationml.presentation, Footnote",
        "charts.xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, January",
        "embedded.odt, application/vnd.oasis.opendocument.text, ''",
        "attachments.pdf, application/pdf, ''"
    })
    void documentsGiveTheirText(String file, String mediaType, String word) throws Exception {
        var found = sample("documents/" + file);

        assertThat(found.failure()).isNull();
        assertThat(found.mediaType()).isEqualTo(mediaType);
        assertThat(found.text()).isNotBlank().containsIgnoringCase(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad-page.pdf",
                "broken-boxes.heif",
                "contains-itself.zip",
                "javascript-on-page.pdf",
                "malformed-xfa.pdf",
                "not-a-zip.odt",
                "password.xlsx",
                "protected.pdf",
                "truncated.docx"
            })
    void aDamagedFileHasAClearOutcome(String file) throws Exception {
        var found = sample("damaged/" + file);

        assertThat(found.mediaType()).contains("/");
        assertThat(found.failure() == null || found.failure().endsWith(".")).isTrue();
    }

    @Test
    void theNameOfAFileIsNotBelieved() throws Exception {
        assumeTrue(Files.isDirectory(SAMPLES), "Skipped: there is no " + SAMPLES);
        var found = examine("invoice.pdf", Files.readAllBytes(SAMPLES.resolve("documents/scan.png")));

        assertThat(found.mediaType()).isEqualTo("image/png");
        assertThat(found.notes()).containsExactly("The name ends in “.pdf”, but this is a PNG picture.");
    }

    @Test
    void bytesThatMeanNothingStayUnknownWhateverTheirName() throws Exception {
        var found = examine("photo.jpg", new byte[] {1, 2, 3, 4, 5, 0, 0, 9});

        assertThat(found.mediaType()).isEqualTo("application/octet-stream");
        assertThat(found.failure()).isEqualTo("This is not a picture, whatever its name says.");
    }

    @Test
    void anSvgWithAScriptIsToldApart() throws Exception {
        var harmless = examine("a.svg", svg("<title>Beans</title><rect width='5' height='5'/>"));
        var scripted = examine("a.svg", svg("<script>alert(1)</script>"));
        var handler = examine("a.svg", svg("<rect onload = 'alert(1)'/>"));

        assertThat(harmless.mediaType()).isEqualTo("image/svg+xml");
        assertThat(harmless.notes()).isEmpty();
        assertThat(harmless.thumbnail()).isNull();
        assertThat(scripted.failure()).startsWith("This drawing contains a script");
        assertThat(handler.failure()).startsWith("This drawing contains a script");
    }

    @Test
    void htmlIsTextAndNothingElse() throws Exception {
        var found = examine(
                "page.html",
                "<!DOCTYPE html><html><head><title>Beans</title></head><body>Roasted today</body></html>"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(found.mediaType()).isEqualTo("text/html");
        assertThat(found.text()).contains("Roasted today");
        assertThat(found.metadata()).containsEntry("title", new Metadatum("Beans", "document"));
    }

    @Test
    void longTextIsCutAndSaysSo() throws Exception {
        var found = examine("long.txt", "word ".repeat(300_000).getBytes(StandardCharsets.UTF_8));

        assertThat(Objects.requireNonNull(found.text()).length()).isBetween(900_000, 1_000_000);
        assertThat(found.notes()).containsExactly("Only the first 1,000,000 characters of its text can be searched.");
    }

    private static byte[] svg(String content) {
        return ("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>" + content + "</svg>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void assertThumbnail(Findings found, String mediaType, int width, int height) throws IOException {
        var thumbnail = Objects.requireNonNull(found.thumbnail());
        var image = ImageIO.read(new ByteArrayInputStream(thumbnail.bytes()));
        assertThat(thumbnail.mediaType()).isEqualTo(mediaType);
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
    }

    private static Findings sample(String file) throws IOException, Examiner.Excessive, Examiner.Lost {
        assumeTrue(Files.isDirectory(SAMPLES), "Skipped: there is no folder shared/samples beside the project");
        return examine(file.substring(file.indexOf('/') + 1), Files.readAllBytes(SAMPLES.resolve(file)));
    }

    private static Findings examine(String name, byte[] content) throws IOException, Examiner.Excessive, Examiner.Lost {
        return EXAMINER.examine(name, new ByteArrayInputStream(content));
    }
}
