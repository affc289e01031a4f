package org.imprimatur.assets.tika;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.imprimatur.assets.tika.HostileFiles.deepHtml;
import static org.imprimatur.assets.tika.HostileFiles.deepMail;
import static org.imprimatur.assets.tika.HostileFiles.deepPdf;
import static org.imprimatur.assets.tika.HostileFiles.deepRtf;
import static org.imprimatur.assets.tika.HostileFiles.deepXml;
import static org.imprimatur.assets.tika.HostileFiles.docx;
import static org.imprimatur.assets.tika.HostileFiles.gif;
import static org.imprimatur.assets.tika.HostileFiles.gzipBomb;
import static org.imprimatur.assets.tika.HostileFiles.laughs;
import static org.imprimatur.assets.tika.HostileFiles.longEntity;
import static org.imprimatur.assets.tika.HostileFiles.nestedZipBomb;
import static org.imprimatur.assets.tika.HostileFiles.odt;
import static org.imprimatur.assets.tika.HostileFiles.outside;
import static org.imprimatur.assets.tika.HostileFiles.pdfBomb;
import static org.imprimatur.assets.tika.HostileFiles.pdfOfFormsInForms;
import static org.imprimatur.assets.tika.HostileFiles.pdfWithPage;
import static org.imprimatur.assets.tika.HostileFiles.png;
import static org.imprimatur.assets.tika.HostileFiles.pngWithText;
import static org.imprimatur.assets.tika.HostileFiles.progressiveJpeg;
import static org.imprimatur.assets.tika.HostileFiles.svg;
import static org.imprimatur.assets.tika.HostileFiles.word;
import static org.imprimatur.assets.tika.HostileFiles.zipBomb;
import static org.imprimatur.assets.tika.HostileFiles.zipOfLargeDocument;
import static org.imprimatur.assets.tika.HostileFiles.zipOfMany;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.imprimatur.assets.CatalogingSettings;
import org.imprimatur.assets.Examiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

/**
 * Files made to harm, through a real child process with little memory: each ends in a state with a reason, leaves nothing
 * on disk and nothing in the memory of the server, and the file after it is looked into.
 */
class HostileFilesTests {

    private static final String TOO_MUCH_MEMORY = "failed: It needs more memory than the 128 MB a file may take.";
    private static final String NO_THUMBNAIL =
            "cataloged: There is no preview: pictures of this kind cannot be shown here.";
    private static final String NO_PAGE = "cataloged: There is no preview: the first page cannot be drawn.";
    private static final String SECRET = "a secret of the server";

    private static final IsolatedExaminer EXAMINER = examiner(Duration.ofMinutes(2));

    /** What the server may keep of a file once it is settled, in bytes; some of it is the test's own. */
    private static final long KEPT = 64L << 20;

    private static Stream<Arguments> filesAndOutcomes() {
        return Stream.of(
                // archives
                file(
                        "a ZIP that unpacks to 30 MB",
                        "a.zip",
                        () -> zipBomb(30),
                        "cataloged: Only the first 1,000,000 characters of its text can be searched."),
                file("a ZIP of ZIPs that unpacks to 1 TB", "a.zip", () -> nestedZipBomb(6), "cataloged"),
                file("a ZIP of 5,000 files", "a.zip", () -> zipOfMany(5_000), "cataloged"),
                file("a ZIP with a document of 100 MB", "a.zip", () -> zipOfLargeDocument(100), TOO_MUCH_MEMORY),
                file("a GZIP that unpacks to 30 MB", "a.gz", () -> gzipBomb(30), "cataloged"),
                file("an LZMA that asks for 4 GB", "a.lzma", HostileFiles::lzmaOfGigabytes, "cataloged"),
                file("a tar that claims 8 GB", "a.tar", HostileFiles::tarOfGigabytes, damaged("an archive")),
                // XML
                file("a billion laughs", "a.xml", () -> utf8(laughs("a", "<a>%s</a>")), damaged("an XML file")),
                file(
                        "laughs in an SVG",
                        "a.svg",
                        () -> utf8(laughs("svg", svg("<text>%s</text>"))),
                        damaged("an SVG drawing")),
                file(
                        "laughs in a Word file",
                        "a.docx",
                        () -> docx(laughs("w:document", word("%s"))),
                        damaged("a Word document")),
                file(
                        "laughs in an OpenDocument",
                        "a.odt",
                        () -> odt(laughs("a", "<a>%s</a>")),
                        damaged("an OpenDocument file")),
                file("a long entity, often", "a.xml", () -> utf8(longEntity("a", "<a>%s</a>")), "cataloged"),
                file(
                        "a long entity in a Word file",
                        "a.docx",
                        () -> docx(longEntity("w:document", word("%s"))),
                        damaged("a Word document")),
                file("elements 100,000 deep", "a.xml", () -> utf8(deepXml(100_000)), "cataloged"),
                // documents
                file("a PDF whose pages lead in circles", "a.pdf", HostileFiles::pdfOfPagesInCircles, NO_PAGE),
                file("a PDF whose lists lead in circles", "a.pdf", HostileFiles::pdfOfListsInCircles, NO_PAGE),
                file("a PDF nested 100,000 deep", "a.pdf", () -> deepPdf(100_000), damaged("a PDF document")),
                file("a PDF whose page unpacks to 50 MB", "a.pdf", () -> pdfBomb(50), "cataloged"),
                file("a PDF that claims a stream of 10 GB", "a.pdf", HostileFiles::pdfOfHugeStream, "cataloged"),
                file(
                        "a PDF with a picture of 30,000 × 30,000",
                        "a.pdf",
                        HostileFiles::pdfOfHugePicture,
                        TOO_MUCH_MEMORY),
                file(
                        "a PDF with a script",
                        "a.pdf",
                        () -> pdfWithPage("/AA<</O<</S/JavaScript/JS(app.alert\\(1\\))>>>>", "0 0 m"),
                        "cataloged"),
                file("an old Office file in circles", "a.doc", HostileFiles::oleInCircles, damaged("a Word document")),
                file("an RTF nested 100,000 deep", "a.rtf", () -> utf8(deepRtf(100_000)), "cataloged"),
                file("an HTML nested 5,000 deep", "a.html", () -> utf8(deepHtml(5_000)), "cataloged"),
                file("letters in letters, 500 deep", "a.eml", () -> utf8(deepMail(500)), "cataloged"),
                file("900,000 spaces", "a.txt", () -> utf8(" ".repeat(900_000) + "end"), "cataloged"),
                // pictures, sound and film
                file(
                        "a PNG of 30,000 × 30,000",
                        "a.png",
                        () -> png(30_000, 30_000),
                        pixels("30,000 × 30,000", "200,000,000")),
                file("a PNG of 14,000 × 14,000", "a.png", () -> png(14_000, 14_000), "cataloged"),
                file("a PNG of 10,000,000 × 1", "a.png", () -> png(10_000_000, 1), "cataloged"),
                file("a PNG with 100 MB of text", "a.png", () -> pngWithText(100), TOO_MUCH_MEMORY),
                file(
                        "a progressive JPEG",
                        "a.jpg",
                        () -> progressiveJpeg(14_000, 14_000),
                        pixels("14,000 × 14,000", "16,[0-9,]+")),
                file(
                        "a GIF of 65,535 × 65,535",
                        "a.gif",
                        () -> gif(65_535, 65_535),
                        pixels("65,535 × 65,535", "200,000,000")),
                file("a GIF of 14,000 × 14,000", "a.gif", () -> gif(14_000, 14_000), "cataloged"),
                // either, depending on what is left in the child's heap; it harms only itself in both
                file(
                        "a BMP that claims 2 GB",
                        "a.bmp",
                        HostileFiles::bmpOfGigabytes,
                        NO_THUMBNAIL + "|" + TOO_MUCH_MEMORY),
                file(
                        "a TIFF in circles",
                        "a.tif",
                        HostileFiles::tiffInCircles,
                        // whichever of two readers gives up first
                        NO_THUMBNAIL + "|" + damaged("a TIFF picture")),
                file(
                        "a film that claims 2 GB",
                        "a.mp4",
                        HostileFiles::mp4OfGigabytes,
                        "failed: This video holds an index and no pictures. Upload the whole file."),
                file("a song that claims 256 MB", "a.mp3", HostileFiles::mp3OfMegabytes, damaged("an MP3 recording")),
                // two things at once
                file("a GIF that is a JAR", "a.gif", HostileFiles::gifar, "cataloged"),
                file("a JPEG with a page behind it", "a.jpg", HostileFiles::jpegWithPage, "cataloged"),
                file(
                        "a page with a PDF in it",
                        "a.pdf",
                        HostileFiles::pageWithPdf,
                        "cataloged: The name ends in “.pdf”, but this is a web page. It contains a script, which runs on the"
                                + " computer of whoever opens it."),
                file(
                        "a page that is called a picture",
                        "a.jpg",
                        () -> utf8("<html><script>alert(1)</script></html>"),
                        "failed: This is not a picture, whatever its name says: it is a web page."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesAndOutcomes")
    void aHostileFileHarmsOnlyItself(String what, String name, Supplier<byte[]> content, String outcome)
            throws Exception {
        var before = heapInUse();

        assertThat(outcome(name, content.get())).matches(outcome);

        assertThat(EXAMINER.examine("next.txt", stream(utf8("the next file"))).text())
                .isEqualTo("the next file");
        assertThat(heapInUse() - before).as("what the server keeps, in bytes").isLessThan(KEPT);
        assertThat(filesOfChildren()).as("what stays on disk").isEmpty();
    }

    /** 10,000,000,000 strokes. */
    @Test
    void aFileThatKeepsItsParserBusyIsStopped() throws Exception {
        var examiner = examiner(Duration.ofSeconds(3));
        try (examiner) {
            assertThatExceptionOfType(Examiner.Excessive.class)
                    .isThrownBy(() -> examiner.examine("a.pdf", stream(pdfOfFormsInForms(9))))
                    .withMessage("It took longer than the 3 seconds a file may take.");
        }
        assertThat(filesOfChildren()).isEmpty();
    }

    @Test
    void noFileReadsAnotherOneOrCallsAnybody(@TempDir Path folder) throws Exception {
        var secret = Files.writeString(folder.resolve("secret.txt"), SECRET).toUri();
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            listening.setSoTimeout(300);
            for (var address : List.of(secret, URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/"))) {
                for (var file : List.of(
                        utf8(outside("a", "<a>%s</a>", address)),
                        utf8(outside("svg", svg("<text>%s</text>"), address)),
                        docx(outside("w:document", word("%s"), address)),
                        odt(outside("a", "<a>%s</a>", address)),
                        utf8("<html><base href='" + address + "'><img src='" + address + "'><iframe src='" + address
                                + "'></iframe></html>"),
                        utf8("{\\rtf1{\\field{\\*\\fldinst INCLUDETEXT \"" + address + "\"}}}"),
                        pdfWithPage("/AA<</O<</S/URI/URI(" + address + ")>>>>", "0 0 m"))) {
                    assertThat(textOf(file)).doesNotContain(SECRET);
                }
            }
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(listening::accept);
        }
    }

    private static String textOf(byte[] file) throws IOException, Examiner.Excessive, Examiner.Lost {
        var found = EXAMINER.examine("file", stream(file));
        return found.metadata() + " " + found.text();
    }

    /** As the cataloger does it: what is lost is looked into again. */
    private static String outcome(String name, byte[] content) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                var found = EXAMINER.examine(name, stream(content));
                var failure = found.failure();
                return failure != null
                        ? "failed: " + failure
                        : found.notes().isEmpty() ? "cataloged" : "cataloged: " + String.join(" ", found.notes());
            } catch (Examiner.Excessive e) {
                return "failed: " + e.getMessage();
            } catch (Examiner.Lost e) {
                if (attempt == 3) {
                    return "failed: " + e.getMessage();
                }
            }
        }
    }

    private static Arguments file(String what, String name, Supplier<byte[]> content, String outcome) {
        return arguments(what, name, content, outcome);
    }

    private static String damaged(String noun) {
        return "failed: This file is damaged: it cannot be opened as " + noun + ". Export it again, then upload that.";
    }

    private static String pixels(String size, String limit) {
        return "cataloged: There is no preview: the picture has " + size + " pixels, and at most " + limit
                + " in all are shown.";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static ByteArrayInputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static List<Path> filesOfChildren() throws IOException {
        var files = new ArrayList<Path>();
        var temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (var folders = Files.newDirectoryStream(
                temporary, Child.FOLDER + ProcessHandle.current().pid() + "-*")) {
            for (var folder : folders) {
                try (var left = Files.newDirectoryStream(folder)) {
                    left.forEach(files::add);
                }
            }
        }
        return files;
    }

    private static IsolatedExaminer examiner(Duration timeout) {
        return new IsolatedExaminer(new CatalogingSettings(
                1,
                DataSize.ofMegabytes(128),
                timeout,
                1_000_000,
                200_000_000,
                200,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)));
    }

    @AfterAll
    static void close() {
        EXAMINER.close();
    }
}
