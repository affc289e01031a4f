package org.imprimatur.assets.tika;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.BodyContentHandler;
import org.apache.tika.sax.WriteOutContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Looks into one file after the other. Runs in the child process only. */
class Examination {

    /** What a browser would run code from. */
    private static final Set<String> ACTIVE =
            Set.of("image/svg+xml", "text/html", "application/xhtml+xml", "application/xml");

    private static final MediaType QUICKTIME = MediaType.video("quicktime");
    private static final MediaType MP4 = MediaType.video("mp4");
    private static final int ACTIVE_HEAD = 8 * 1024 * 1024;
    private static final Pattern SCRIPT = Pattern.compile(
            "<(?:\\w+:)?script|\\son\\w+\\s*=|javascript\\s*:|<(?:\\w+:)?foreignObject|<!ENTITY",
            Pattern.CASE_INSENSITIVE);

    private final TikaConfig config;
    private final AutoDetectParser parser;

    Examination() throws TikaException, IOException, SAXException {
        try (var xml = Examination.class.getResourceAsStream("tika-config.xml")) {
            config = new TikaConfig(xml);
        }
        parser = new AutoDetectParser(config);
    }

    Answer examine(Request request) throws IOException {
        var file = Path.of(request.file());
        var type = detect(file);
        var look = new Look(request, file, type.toString(), config, parser);
        look.compareName(type);
        look.into(type);
        return look.answer();
    }

    /**
     * From the bytes alone: with the name as a hint, anything unknown called .jpg would be a JPEG. What a detector
     * stumbles over is of no known type.
     */
    private MediaType detect(Path file) throws IOException {
        try (var content = TikaInputStream.get(file)) {
            var detected = config.getDetector().detect(content, new Metadata());
            return detected.equals(QUICKTIME) && !quickTime(file) ? MP4 : detected;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return MediaType.OCTET_STREAM;
        }
    }

    /** Both are the same container; Tika tells the common brands of MP4 apart by name only. */
    private static boolean quickTime(Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            var head = new String(content.readNBytes(12), StandardCharsets.ISO_8859_1);
            return !head.startsWith("ftyp", 4) || head.startsWith("qt", 8);
        }
    }

    /** One file. */
    private static class Look {

        private final Request request;
        private final Path file;
        private final String mediaType;
        private final TikaConfig config;
        private final AutoDetectParser parser;
        private final Facts facts = new Facts();
        private final List<String> notes = new ArrayList<>();
        private @Nullable String text;
        private @Nullable String thumbnailType;
        private @Nullable String failure;

        Look(Request request, Path file, String mediaType, TikaConfig config, AutoDetectParser parser) {
            this.request = request;
            this.file = file;
            this.mediaType = mediaType;
            this.config = config;
            this.parser = parser;
        }

        Answer answer() {
            return new Answer(request.number(), mediaType, facts.all(), text, thumbnailType, notes, failure);
        }

        void compareName(MediaType found) throws IOException {
            var named = new Metadata();
            named.set(TikaCoreProperties.RESOURCE_NAME_KEY, request.name());
            var expected = config.getMimeRepository().detect(null, named);
            if (!akin(found, expected)) {
                notes.add("Its name says " + expected + ", its content is " + found + ".");
            }
        }

        private boolean akin(MediaType found, MediaType expected) {
            var registry = config.getMediaTypeRegistry();
            var a = registry.normalize(found);
            var b = registry.normalize(expected);
            return MediaType.OCTET_STREAM.equals(b)
                    || a.getSubtype().startsWith("x-tika-") // a kind that only Tika knows, such as encrypted Office
                    || a.equals(b)
                    || registry.isSpecializationOf(a, b)
                    || registry.isSpecializationOf(b, a)
                    || (moving(a) && moving(b));
        }

        /** The same containers hold sound and pictures. */
        private static boolean moving(MediaType type) {
            return Set.of("audio", "video").contains(type.getType())
                    || type.toString().equals("application/mp4");
        }

        /** Nothing but a lack of memory ends the process: what a parser throws is what it has to say about the file. */
        void into(MediaType type) {
            try {
                parse(type);
            } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
                failure = damaged();
            }
        }

        private void parse(MediaType type) throws IOException {
            if (ACTIVE.contains(mediaType)) {
                noteScript();
                document(Facts.DOCUMENT);
            } else if (type.getType().equals("image")) {
                picture();
            } else if (type.getType().equals("video")) {
                PictureFacts.read(file, facts);
            } else if (type.getType().equals("audio")) {
                document(Facts.FILE);
            } else {
                document(Facts.DOCUMENT);
                if (mediaType.equals("application/pdf") && failure == null) {
                    pdfThumbnail();
                }
            }
        }

        private void noteScript() throws IOException {
            try (var content = Files.newInputStream(file)) {
                var head = new String(content.readNBytes(ACTIVE_HEAD), StandardCharsets.UTF_8).replace("\0", "");
                if (SCRIPT.matcher(head).find()) {
                    notes.add("Contains a script.");
                }
            }
        }

        private void picture() throws IOException {
            int orientation = PictureFacts.read(file, facts);
            try {
                var size = Renditions.dimensions(file);
                if (size != null && !facts.has("width")) {
                    boolean turned = orientation >= 5;
                    facts.add("width", Integer.toString(turned ? size.height() : size.width()), Facts.FILE);
                    facts.add("height", Integer.toString(turned ? size.width() : size.height()), Facts.FILE);
                }
                thumbnailType =
                        Renditions.ofPicture(file, Path.of(request.thumbnail()), orientation, request.pixelLimit());
            } catch (Renditions.TooLarge e) {
                notes.add(orEmpty(e.getMessage()));
            } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
                pictureDamaged();
            }
        }

        /** What even its header does not tell about is of no use to anybody. */
        private void pictureDamaged() {
            if (facts.has("width")) {
                notes.add("No thumbnail: the picture is damaged or of a kind that cannot be decoded.");
            } else {
                failure = damaged();
            }
        }

        private String damaged() {
            return "It seems to be damaged: it cannot be read as " + mediaType + ".";
        }

        private void pdfThumbnail() {
            try {
                thumbnailType = Renditions.ofPdf(file, Path.of(request.thumbnail()));
            } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
                notes.add("No thumbnail: the first page cannot be drawn.");
            }
        }

        private void document(String origin) throws IOException {
            var metadata = new Metadata();
            metadata.set(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE, mediaType);
            var context = new ParseContext();
            context.set(Parser.class, parser);
            context.set(EmbeddedDocumentExtractor.class, new EmbeddedLimits(context));
            var written = new StringBuilder();
            var handler = new BodyContentHandler(new WriteOutContentHandler(new Sink(written), request.textLimit()));
            try (InputStream content = TikaInputStream.get(file)) {
                parser.parse(content, handler, metadata, context);
            } catch (EncryptedDocumentException e) {
                notes.add("It is protected by a password, so nothing inside could be read.");
            } catch (ZeroByteFileException e) {
                notes.add("There is nothing inside.");
            } catch (TikaException | SAXException | RuntimeException | StackOverflowError | LinkageError e) {
                afterTrouble(e);
            }
            keepText(written);
            DocumentFacts.read(metadata, facts, origin);
        }

        private void afterTrouble(Throwable trouble) {
            if (WriteLimitReachedException.isWriteLimitReached(trouble)) {
                notes.add(String.format(Locale.ROOT, "Its text was cut after %,d characters.", request.textLimit()));
            } else if (orEmpty(trouble.getMessage()).toLowerCase(Locale.ROOT).contains("zip bomb")) {
                failure = "It unpacks to far more than a sensible file would.";
            } else {
                failure = damaged();
            }
        }

        private void keepText(StringBuilder written) {
            var clean = Facts.clean(written.toString(), Math.max(2, request.textLimit()));
            text = clean.isEmpty() ? null : clean;
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    /** Writes into a builder; a StringWriter would synchronise each character. */
    private static class Sink extends java.io.Writer {

        private final StringBuilder target;

        Sink(StringBuilder target) {
            this.target = target;
        }

        @Override
        public void write(char[] chars, int offset, int length) {
            target.append(chars, offset, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
