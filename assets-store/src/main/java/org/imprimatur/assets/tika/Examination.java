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
import org.imprimatur.assets.FileFormat;
import org.imprimatur.assets.FileKind;
import org.imprimatur.assets.FileTexts;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Looks into one file after the other. Runs in the child process only. */
class Examination {

    /** What a browser would run code from. */
    private static final Set<String> ACTIVE =
            Set.of("image/svg+xml", "text/html", "application/xhtml+xml", "application/xml");

    /** A document of Pages, Numbers or Keynote of which nothing can be read. */
    private static final String LOCKED = "application/x-tika-iworks-protected";

    private static final MediaType QUICKTIME = MediaType.video("quicktime");
    private static final MediaType MP4 = MediaType.video("mp4");

    /** Formats that a bare text pretends to be when somebody only changes the name of a file. */
    private static final Set<FileKind> SHOWN = Set.of(FileKind.PICTURES, FileKind.VIDEOS, FileKind.AUDIO);

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
        var look = new Look(request, file, type.toString(), parser);
        if (look.isWhatItClaims() && look.isComplete()) {
            look.into(type);
        }
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
        private final FileFormat found;
        private final FileFormat format;
        private final AutoDetectParser parser;
        private final Facts facts = new Facts();
        private final List<String> notes = new ArrayList<>();
        private @Nullable String text;
        private @Nullable String thumbnailType;
        private @Nullable String failure;
        private boolean unended;

        Look(Request request, Path file, String mediaType, AutoDetectParser parser) {
            this.request = request;
            this.file = file;
            this.mediaType = mediaType;
            this.found = FileFormat.ofMediaType(mediaType);
            this.format = FileFormat.of(mediaType, request.name());
            this.parser = parser;
        }

        Answer answer() {
            return new Answer(request.number(), mediaType, facts.all(), text, thumbnailType, notes, failure);
        }

        /** Compares the name with the content. False when they have nothing to do with each other. */
        boolean isWhatItClaims() {
            var claimed = FileFormat.ofName(request.name());
            if (!claimed.recognized() || akin(claimed)) {
                return true;
            }
            var media = SHOWN.contains(claimed.kind());
            if (found == FileFormat.UNKNOWN) {
                failure = media ? FileTexts.of(claim(claimed)) : FileTexts.of("claim.other", claimed.noun());
            } else if (media && (text() || found.kind() == FileKind.WEB_PAGES)) {
                failure = FileTexts.of(claim(claimed) + ".but", found.noun());
            } else {
                notes.add(FileTexts.of("claim.differs", FileFormat.extension(request.name()), found.noun()));
            }
            return failure == null;
        }

        private static String claim(FileFormat claimed) {
            return switch (claimed.kind()) {
                case VIDEOS -> "claim.video";
                case AUDIO -> "claim.audio";
                default -> "claim.picture";
            };
        }

        /** Whether nobody needs to be told that the name says one and the content the other. */
        private boolean akin(FileFormat claimed) {
            return format == claimed
                    || (moving(found) && moving(claimed))
                    || (found == FileFormat.MACROS && claimed.kind() == FileKind.DOCUMENTS)
                    || (found == FileFormat.RAW && claimed == FileFormat.TIFF);
        }

        /** The same containers hold sound and pictures. */
        private static boolean moving(FileFormat format) {
            return format.kind() == FileKind.VIDEOS || format.kind() == FileKind.AUDIO;
        }

        /** Whether it holds nothing but characters. */
        private boolean text() {
            return found == FileFormat.TEXT || found == FileFormat.XML || found == FileFormat.CSV;
        }

        /** Looks whether the file ends where it should. */
        boolean isComplete() throws IOException {
            var result = Completeness.of(file, found);
            failure = result.failure();
            unended = result.unended();
            if (result.note() != null) {
                notes.add(result.note());
            }
            return failure == null;
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
                lookForScript();
                if (failure == null) {
                    document(Facts.DOCUMENT);
                }
            } else if (type.getType().equals("image")) {
                picture();
            } else if (type.getType().equals("video")) {
                PictureFacts.read(file, facts);
            } else if (type.getType().equals("audio")) {
                document(Facts.FILE);
            } else {
                document(Facts.DOCUMENT);
                if (mediaType.equals(LOCKED)) {
                    failure = locked();
                }
                if (mediaType.equals("application/pdf") && failure == null) {
                    pdfThumbnail();
                }
            }
        }

        /** A page may hold scripts where pages are allowed at all; a drawing is a picture, and pictures hold none. */
        private void lookForScript() throws IOException {
            if (!DrawingScripts.in(file)) {
                return;
            }
            if (found == FileFormat.SVG) {
                failure = FileTexts.of("script.drawing");
            } else {
                notes.add(FileTexts.of("script.page"));
            }
        }

        private void picture() throws IOException {
            int orientation = PictureFacts.read(file, facts);
            var loss = new DecodingLoss();
            try {
                var size = Renditions.dimensions(file);
                if (size != null && !facts.has("width")) {
                    boolean turned = orientation >= 5;
                    facts.add("width", Integer.toString(turned ? size.height() : size.width()), Facts.FILE);
                    facts.add("height", Integer.toString(turned ? size.width() : size.height()), Facts.FILE);
                }
                thumbnailType = Renditions.ofPicture(
                        file, Path.of(request.thumbnail()), orientation, request.pixelLimit(), loss);
                if (found == FileFormat.JPEG) {
                    jpegLoss(loss);
                }
            } catch (Renditions.TooLarge e) {
                if (unended) {
                    failure = FileTexts.of("truncated.picture");
                } else {
                    notes.add(orEmpty(e.getMessage()));
                }
            } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
                pictureDamaged();
            }
        }

        /** Only the decoder knows how much of the picture is there. */
        private void jpegLoss(DecodingLoss loss) throws IOException {
            if (!unended && !loss.lost()) {
                return;
            }
            JpegStructure jpeg;
            try (var bytes = new FileBytes(file)) {
                jpeg = JpegStructure.read(bytes);
            }
            var rows = loss.rowsBefore(jpeg.rows());
            if (jpeg.progressive()) {
                failure = FileTexts.of(unended ? "truncated.passes" : "damaged.picture.somewhere");
            } else if (loss.lost()) {
                failure = unended
                        ? FileTexts.of("truncated.rows", rows, jpeg.rows())
                        : FileTexts.of("damaged.picture", rows, jpeg.rows());
            } // else nothing but the mark at its end is missing
            if (failure != null) {
                thumbnailType = null;
            }
        }

        /** What even its header does not tell about is of no use to anybody. */
        private void pictureDamaged() {
            if (unended) {
                failure = FileTexts.of("truncated.picture");
            } else if (facts.has("width")) {
                notes.add(FileTexts.of("shown.not"));
            } else {
                failure = damaged();
            }
        }

        private String damaged() {
            return FileTexts.of("damaged", format.noun());
        }

        private String locked() {
            return FileTexts.of("locked", FileTexts.capitalized(format.noun()));
        }

        private void pdfThumbnail() {
            try {
                thumbnailType = Renditions.ofPdf(file, Path.of(request.thumbnail()));
            } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
                notes.add(FileTexts.of("shown.page"));
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
                failure = locked();
            } catch (ZeroByteFileException e) {
                notes.add(FileTexts.of("document.empty"));
            } catch (TikaException | SAXException | RuntimeException | StackOverflowError | LinkageError e) {
                afterTrouble(e);
            }
            keepText(written);
            DocumentFacts.read(metadata, facts, origin);
        }

        private void afterTrouble(Throwable trouble) {
            if (WriteLimitReachedException.isWriteLimitReached(trouble)) {
                notes.add(FileTexts.of("document.cut", request.textLimit()));
            } else if (orEmpty(trouble.getMessage()).toLowerCase(Locale.ROOT).contains("zip bomb")) {
                failure = FileTexts.of("document.bomb");
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
