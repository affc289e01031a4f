package org.imprimatur.assets.tika;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small files that ask for a great deal, made as they are needed. */
final class HostileFiles {

    private static final int MB = 1 << 20;

    private HostileFiles() {}

    // ---- archives

    /** One entry of so many megabytes. */
    static byte[] zipBomb(int megabytes) {
        return zip(zip -> {
            zip.putNextEntry(new ZipEntry("letters.txt"));
            write(zip, "all work and no play ".repeat(50_000).getBytes(UTF_8), megabytes);
        });
    }

    /** Ten in each of ten in each of ten: 10^layers megabytes. */
    static byte[] nestedZipBomb(int layers) {
        var inner = zipBomb(1);
        for (var layer = 0; layer < layers; layer++) {
            var wrapped = inner;
            inner = zip(zip -> {
                for (var n = 0; n < 10; n++) {
                    zip.putNextEntry(new ZipEntry(n + ".zip"));
                    zip.write(wrapped);
                }
            });
        }
        return inner;
    }

    static byte[] zipOfMany(int entries) {
        return zip(zip -> {
            for (var n = 0; n < entries; n++) {
                zip.putNextEntry(new ZipEntry(n + ".txt"));
                zip.write('x');
            }
        });
    }

    /** One document that unpacks to so many megabytes, within an archive: a parser puts such a thing on disk first. */
    static byte[] zipOfLargeDocument(int megabytes) {
        return zip(zip -> {
            zip.putNextEntry(new ZipEntry("document.doc"));
            zip.write(oleHeader());
            write(zip, new byte[MB], megabytes);
        });
    }

    static byte[] gzipBomb(int megabytes) {
        return bytes(out -> {
            try (var gzip = new GZIPOutputStream(out)) {
                write(gzip, new byte[MB], megabytes);
            }
        });
    }

    /** A header that asks for a dictionary of 4 GB. */
    static byte[] lzmaOfGigabytes() {
        return new byte[] {0x5D, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0};
    }

    /** A tar whose only file claims 8 GB. */
    static byte[] tarOfGigabytes() {
        var tar = ByteBuffer.allocate(1536);
        tar.put("huge.txt".getBytes(UTF_8));
        tar.position(100).put("0000644\0000000000\0000000000\00077777777777\00000000000000\000".getBytes(UTF_8));
        tar.put(156, (byte) '0');
        tar.position(257).put("ustar\00000".getBytes(UTF_8));
        tar.position(148).put("        ".getBytes(UTF_8));
        var sum = 0;
        for (var n = 0; n < 512; n++) {
            sum += tar.get(n) & 0xFF;
        }
        tar.position(148).put("%06o\0 ".formatted(sum).getBytes(UTF_8));
        return tar.array();
    }

    // ---- XML

    /** A billion laughs. */
    static String laughs(String root, String content) {
        var xml = new StringBuilder("<?xml version='1.0'?><!DOCTYPE " + root + " [<!ENTITY l0 'ha'>");
        for (var n = 1; n < 10; n++) {
            xml.append(
                    "<!ENTITY l%d '%s'>".formatted(n, "&l%d;".formatted(n - 1).repeat(10)));
        }
        return xml + "]>" + content.formatted("&l9;");
    }

    /** One long entity, often used: no nesting, so a limit of depth does not help. */
    static String longEntity(String root, String content) {
        return "<?xml version='1.0'?><!DOCTYPE " + root + " [<!ENTITY a '" + "a".repeat(100_000) + "'>]>"
                + content.formatted("&a;".repeat(50_000));
    }

    /** What stands at an address, twice. */
    static String outside(String root, String content, URI address) {
        return "<?xml version='1.0'?><!DOCTYPE " + root + " [<!ENTITY out SYSTEM '" + address + "'>"
                + "<!ENTITY % more SYSTEM '" + address + "'>%more;]>" + content.formatted("&out;");
    }

    static String deepXml(int depth) {
        return "<?xml version='1.0'?>" + "<a>".repeat(depth) + "</a>".repeat(depth);
    }

    static String svg(String content) {
        return "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>" + content + "</svg>";
    }

    // ---- documents

    static byte[] docx(String document) {
        return zip(zip -> {
            entry(zip, "[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
                </Types>""");
            entry(zip, "_rels/.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"
                Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
                </Relationships>""");
            entry(zip, "word/document.xml", document);
        });
    }

    static String word(String text) {
        return "<w:document"
                + " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>"
                + text + "</w:t></w:r></w:p></w:body></w:document>";
    }

    /** Markup alone, which a limit on text never sees. */
    static byte[] docxOfMarkup(int megabytes) {
        return zip(zip -> {
            var small = docx(word("%s"));
            copyWithout(small, "word/document.xml", zip);
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            var parts = word("%s").split("%s", 2);
            zip.write(parts[0].getBytes(UTF_8));
            write(zip, "<w:tab/>".repeat(MB / 8).getBytes(UTF_8), megabytes);
            zip.write(parts[1].getBytes(UTF_8));
        });
    }

    static byte[] odt(String content) {
        return zip(zip -> {
            entry(zip, "mimetype", "application/vnd.oasis.opendocument.text");
            entry(zip, "content.xml", content);
        });
    }

    /** An old Office file whose table of sectors leads in a circle. */
    static byte[] oleInCircles() {
        var file = ByteBuffer.allocate(512 * 5).order(ByteOrder.LITTLE_ENDIAN);
        file.put(oleHeader());
        var table = 512; // sector 0 is the table itself; 1 the directory, which goes on in itself
        file.putInt(table, -3).putInt(table + 4, 1).putInt(table + 8, 3).putInt(table + 12, 2);
        for (var n = 4; n < 128; n++) {
            file.putInt(table + 4 * n, -1);
        }
        file.position(1024).put("Root Entry".getBytes(UTF_16LE));
        file.putShort(1024 + 64, (short) 22).put(1024 + 66, (byte) 5).put(1024 + 67, (byte) 1);
        file.putInt(1024 + 68, -1).putInt(1024 + 72, -1).putInt(1024 + 76, -1).putInt(1024 + 116, 2);
        file.putInt(1024 + 120, Integer.MAX_VALUE);
        return file.array();
    }

    private static byte[] oleHeader() {
        var header = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(0xE11AB1A1E011CFD0L);
        header.putShort(24, (short) 0x3E).putShort(26, (short) 3).putShort(28, (short) 0xFFFE);
        header.putShort(30, (short) 9).putShort(32, (short) 6);
        header.putInt(44, 1).putInt(48, 1).putInt(56, 4096).putInt(60, -2).putInt(68, -2);
        header.putInt(76, 0);
        for (var n = 80; n < 512; n += 4) {
            header.putInt(n, -1);
        }
        return header.array();
    }

    static String deepRtf(int depth) {
        return "{\\rtf1 " + "{\\b ".repeat(depth) + "deep" + "}".repeat(depth) + "}";
    }

    static String deepHtml(int depth) {
        return "<!DOCTYPE html><html><body>" + "<div><b>".repeat(depth) + "deep";
    }

    /** A letter in a letter in a letter. */
    static String deepMail(int depth) {
        return "From: a@example.org\nTo: b@example.org\nSubject: deep\nMIME-Version: 1.0\n"
                + "Content-Type: message/rfc822\n\n".repeat(depth) + "deep";
    }

    // ---- PDF

    /** Objects as they are given, the first of them the catalogue. */
    static byte[] pdf(String... objects) {
        return bytes(out -> {
            out.write("%PDF-1.4\n".getBytes(ISO_8859_1));
            for (var n = 0; n < objects.length; n++) {
                out.write("%d 0 obj %s endobj\n".formatted(n + 1, objects[n]).getBytes(ISO_8859_1));
            }
            out.write("trailer <</Root 1 0 R>>\n%%EOF".getBytes(ISO_8859_1));
        });
    }

    static byte[] pdfWithPage(String page, String content) {
        return pdf(
                "<</Type/Catalog/Pages 2 0 R>>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 600]/Contents 4 0 R " + page + ">>",
                "<</Length " + content.length() + ">>stream\n" + content + "\nendstream");
    }

    static byte[] pdfOfPagesInCircles() {
        return pdf(
                "<</Type/Catalog/Pages 2 0 R>>",
                "<</Type/Pages/Kids[2 0 R 3 0 R]/Parent 3 0 R/Count 1000000>>",
                "<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 1000000>>");
    }

    /** Its list of objects is continued where it began. */
    static byte[] pdfOfListsInCircles() {
        var start =
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n";
        return (start + "xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 3/Prev " + start.length()
                        + ">>\nstartxref\n" + start.length() + "\n%%EOF")
                .getBytes(ISO_8859_1);
    }

    static byte[] deepPdf(int depth) {
        return pdf(
                "<</Type/Catalog/Pages 2 0 R/Deep " + "[".repeat(depth) + "]".repeat(depth) + ">>",
                "<</Type/Pages/Kids[]/Count 0>>");
    }

    /** Forms that draw each other, ten times each. */
    static byte[] pdfOfFormsInForms(int layers) {
        var objects = new String[4 + layers];
        objects[0] = "<</Type/Catalog/Pages 2 0 R>>";
        objects[1] = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
        objects[2] =
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 600]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>";
        objects[3] = "<</Length 20>>stream\n/F Do /F Do /F Do   \nendstream";
        for (var n = 0; n < layers; n++) {
            var draw = n + 1 < layers ? "/F Do ".repeat(10) : "0 0 m 600 600 l S ";
            objects[4 + n] =
                    "<</Type/XObject/Subtype/Form/BBox[0 0 600 600]/Length %d/Resources<</XObject<</F %d 0 R>>>>>>stream\n%s\nendstream"
                            .formatted(draw.length(), Math.min(6 + n, 4 + layers), draw);
        }
        return pdf(objects);
    }

    /** The content of its page unpacks to so many megabytes. */
    static byte[] pdfBomb(int megabytes) {
        var packed = deflated(" ".repeat(MB).getBytes(UTF_8), megabytes);
        return pdf(
                "<</Type/Catalog/Pages 2 0 R>>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 600]/Contents 4 0 R>>",
                "<</Filter/FlateDecode/Length " + packed.length + ">>stream\n" + new String(packed, ISO_8859_1)
                        + "\nendstream");
    }

    static byte[] pdfOfHugeStream() {
        return pdf(
                "<</Type/Catalog/Pages 2 0 R>>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 600]/Contents 4 0 R>>",
                "<</Length 9999999999>>stream\n0 0 m\nendstream");
    }

    /** A picture of 30,000 by 30,000 pixels of which no data come. */
    static byte[] pdfOfHugePicture() {
        return pdf(
                "<</Type/Catalog/Pages 2 0 R>>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 600]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
                "<</Length 24>>stream\n600 0 0 600 0 0 cm /I Do\nendstream",
                "<</Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceRGB/BitsPerComponent 8"
                        + "/Filter/FlateDecode/Length 8>>stream\nx\u009c\u0003\0\0\0\0\1\nendstream");
    }

    // ---- pictures

    /** Black, one bit a pixel. */
    static byte[] png(int width, int height) {
        return png(width, height, deflated(new byte[(width + 7) / 8 + 1], height), new byte[0]);
    }

    /** A pixel with so many megabytes of text beside it. */
    static byte[] pngWithText(int megabytes) {
        var text = bytes(out -> {
            out.write("Comment\0\0".getBytes(ISO_8859_1));
            out.write(deflated("a".repeat(MB).getBytes(UTF_8), megabytes));
        });
        return png(1, 1, deflated(new byte[2], 1), text);
    }

    private static byte[] png(int width, int height, byte[] pixels, byte[] text) {
        return bytes(out -> {
            out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
            var header = ByteBuffer.allocate(13)
                    .putInt(width)
                    .putInt(height)
                    .put((byte) 1)
                    .array();
            chunk(out, "IHDR", header);
            if (text.length > 0) {
                chunk(out, "zTXt", text);
            }
            chunk(out, "IDAT", pixels);
            chunk(out, "IEND", new byte[0]);
        });
    }

    private static void chunk(OutputStream out, String type, byte[] content) throws IOException {
        var body = bytes(to -> {
            to.write(type.getBytes(ISO_8859_1));
            to.write(content);
        });
        var sum = new CRC32();
        sum.update(body);
        var data = new DataOutputStream(out);
        data.writeInt(content.length);
        data.write(body);
        data.writeInt((int) sum.getValue());
    }

    /** Progressive: a decoder keeps every coefficient of so many pixels. Only a few of them come. */
    static byte[] progressiveJpeg(int width, int height) {
        var jpeg = bytes(out -> {
            var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
            var how = writer.getDefaultWriteParam();
            how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            try (var image = new MemoryCacheImageOutputStream(out)) {
                writer.setOutput(image);
                writer.write(
                        null, new IIOImage(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), null, null), how);
            } finally {
                writer.dispose();
            }
        });
        for (var n = 2; n < jpeg.length - 8; n++) {
            if (jpeg[n] == (byte) 0xFF && jpeg[n + 1] == (byte) 0xC2) {
                ByteBuffer.wrap(jpeg).putShort(n + 5, (short) height).putShort(n + 7, (short) width);
                return jpeg;
            }
        }
        throw new IllegalStateException("The JPEG is not progressive");
    }

    static byte[] gif(int width, int height) {
        var gif = picture("gif");
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) width)
                .putShort(8, (short) height);
        for (var n = 13; n < gif.length - 9; n++) {
            if (gif[n] == 0x2C && gif[n + 1] == 0 && gif[n + 2] == 0 && gif[n + 3] == 0 && gif[n + 4] == 0) {
                ByteBuffer.wrap(gif)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort(n + 5, (short) width)
                        .putShort(n + 7, (short) height);
                return gif;
            }
        }
        throw new IllegalStateException("The GIF has no picture");
    }

    /** A BMP that claims 2 GB of packed pixels. */
    static byte[] bmpOfGigabytes() {
        var bmp = ByteBuffer.allocate(1200).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put((byte) 'B').put((byte) 'M').putInt(1200).putInt(0).putInt(54 + 1024);
        bmp.putInt(40)
                .putInt(10_000)
                .putInt(10_000)
                .putShort((short) 1)
                .putShort((short) 8)
                .putInt(1);
        bmp.putInt(Integer.MAX_VALUE - 100).putInt(0).putInt(0).putInt(256).putInt(0);
        return bmp.array();
    }

    /** Its first list of tags is followed by itself. */
    static byte[] tiffInCircles() {
        var tiff = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 1);
        tiff.putShort((short) 256).putShort((short) 4).putInt(1).putInt(100).putInt(8);
        return tiff.array();
    }

    /** A box that claims 2 GB. */
    static byte[] mp4OfGigabytes() {
        var mp4 = ByteBuffer.allocate(64);
        mp4.putInt(16).put("ftypisom".getBytes(UTF_8)).putInt(0);
        mp4.putInt(40)
                .put("moov".getBytes(UTF_8))
                .putInt(Integer.MAX_VALUE - 16)
                .put("mvhd".getBytes(UTF_8));
        return mp4.array();
    }

    /** An MP3 whose first tag claims 256 MB. */
    static byte[] mp3OfMegabytes() {
        var mp3 = ByteBuffer.allocate(64);
        mp3.put("ID3".getBytes(UTF_8)).put((byte) 3).put((byte) 0).put((byte) 0).putInt(0x7F7F7F7F);
        mp3.put("TIT2".getBytes(UTF_8)).putInt(0x0FFFFFFF);
        return mp3.array();
    }

    // ---- two things at once

    /** A GIF that is a JAR as well. */
    static byte[] gifar() {
        return together(picture("gif"), zip(zip -> entry(zip, "Evil.class", "\u00CA\u00FE\u00BA\u00BE")));
    }

    static byte[] jpegWithPage() {
        return together(picture("jpeg"), "<html><script>alert(1)</script></html>".getBytes(UTF_8));
    }

    static byte[] pageWithPdf() {
        return together("<html><script>alert(1)</script>\n".getBytes(UTF_8), pdfWithPage("", "0 0 m"));
    }

    static byte[] picture(String format) {
        return bytes(out -> ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), format, out));
    }

    // ---- how they are made

    /** What writes a file. */
    private interface Content<T> {
        void write(T to) throws IOException;
    }

    private static byte[] bytes(Content<OutputStream> content) {
        var bytes = new ByteArrayOutputStream();
        try {
            content.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(Content<ZipOutputStream> content) {
        return bytes(out -> {
            try (var zip = new ZipOutputStream(out)) {
                zip.setLevel(Deflater.BEST_SPEED);
                content.write(zip);
            }
        });
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(UTF_8));
    }

    private static void copyWithout(byte[] from, String left, ZipOutputStream to) throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(from))) {
            for (var each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
                if (!each.getName().equals(left)) {
                    to.putNextEntry(new ZipEntry(each.getName()));
                    zip.transferTo(to);
                }
            }
        }
    }

    private static byte[] deflated(byte[] block, int times) {
        return bytes(out -> {
            try (var deflating = new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED))) {
                write(deflating, block, times);
            }
        });
    }

    private static void write(OutputStream out, byte[] block, int times) throws IOException {
        for (var n = 0; n < times; n++) {
            out.write(block);
        }
    }

    private static byte[] together(byte[]... parts) {
        return bytes(out -> {
            for (var part : parts) {
                out.write(part);
            }
        });
    }
}
