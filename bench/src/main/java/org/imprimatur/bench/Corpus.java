package org.imprimatur.bench;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Files as people upload them: photographs of twelve megapixels, screenshots, contracts, tables, texts, pages. */
final class Corpus {

    private static final List<String> WORDS = List.of(
            "brand", "winter", "cup", "campaign", "approval", "season", "copper", "photograph", "market", "channel");

    private final Path folder;
    private final Random random = new Random(7);
    private final List<Path> files = new ArrayList<>();

    private Corpus(Path folder) {
        this.folder = folder;
    }

    static List<Path> make(Path folder) throws IOException {
        var corpus = new Corpus(folder);
        for (var number = 0; number < 3; number++) {
            corpus.picture("photo-" + number, "jpg", 4_000, 3_000);
            corpus.picture("screen-" + number, "png", 1_440, 900);
            corpus.contract("contract-" + number, 12);
            corpus.text("table-" + number, "csv", 4_000, ";");
            corpus.text("notes-" + number, "txt", 30_000, " ");
            corpus.text("page-" + number, "html", 8_000, " ");
        }
        return corpus.files;
    }

    private Path file(String name) {
        var file = folder.resolve(name);
        files.add(file);
        return file;
    }

    /** Soft shapes with noise over them, so that it is about as hard to decode as a photograph. */
    private void picture(String name, String format, int width, int height) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, new Color(0x0F, 0x6E, 0x70), width, height, new Color(0xE8, 0xA5, 0x3C)));
        pen.fillRect(0, 0, width, height);
        for (var shape = 0; shape < 400; shape++) {
            pen.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256), 60));
            pen.fillOval(random.nextInt(width), random.nextInt(height), width / 6, height / 6);
        }
        pen.dispose();
        ImageIO.write(picture, format, file(name + "." + format).toFile());
    }

    private void contract(String name, int pages) throws IOException {
        try (var document = new PDDocument()) {
            var font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
            for (var number = 0; number < pages; number++) {
                var page = new PDPage();
                document.addPage(page);
                try (var content = new PDPageContentStream(document, page)) {
                    content.setFont(font, 10);
                    content.setLeading(14);
                    content.beginText();
                    content.newLineAtOffset(50, 740);
                    for (var line = 0; line < 48; line++) {
                        content.showText(words(12, " "));
                        content.newLine();
                    }
                    content.endText();
                }
            }
            document.save(file(name + ".pdf").toFile());
        }
    }

    private void text(String name, String kind, int words, String between) throws IOException {
        var text = IntStream.range(0, words / 10)
                .mapToObj(line -> words(10, between))
                .collect(Collectors.joining("\n"));
        Files.writeString(
                file(name + "." + kind), kind.equals("html") ? "<!doctype html><title>A page</title><p>" + text : text);
    }

    private String words(int count, String between) {
        return random.ints(count, 0, WORDS.size()).mapToObj(WORDS::get).collect(Collectors.joining(between));
    }
}
