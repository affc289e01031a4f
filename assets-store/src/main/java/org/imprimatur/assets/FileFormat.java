package org.imprimatur.assets;

import static org.imprimatur.assets.FileKind.ARCHIVES;
import static org.imprimatur.assets.FileKind.AUDIO;
import static org.imprimatur.assets.FileKind.DESIGNS;
import static org.imprimatur.assets.FileKind.DOCUMENTS;
import static org.imprimatur.assets.FileKind.FONTS;
import static org.imprimatur.assets.FileKind.OTHER;
import static org.imprimatur.assets.FileKind.PICTURES;
import static org.imprimatur.assets.FileKind.PROGRAMS;
import static org.imprimatur.assets.FileKind.VIDEOS;
import static org.imprimatur.assets.FileKind.WEB_PAGES;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The formats of files that people know by name. Media types are those that Tika detects; extensions are in lower case and
 * without their dot.
 */
public enum FileFormat {
    JPEG(PICTURES, "image/jpeg", "jpg jpeg jpe jfif"),
    PNG(PICTURES, "image/png image/apng", "png apng"),
    GIF(PICTURES, "image/gif", "gif"),
    WEBP(PICTURES, "image/webp", "webp"),
    HEIC(PICTURES, "image/heic image/heif image/heic-sequence image/heif-sequence", "heic heif hif"),
    AVIF(PICTURES, "image/avif", "avif"),
    TIFF(PICTURES, "image/tiff image/x-raw-adobe", "tif tiff"),
    BMP(PICTURES, "image/bmp image/x-ms-bmp", "bmp dib"),
    SVG(PICTURES, "image/svg+xml", "svg"),
    ICON(PICTURES, "image/vnd.microsoft.icon image/x-icon", "ico cur"),
    JPEG_2000(
            PICTURES, "image/jp2 image/jpx image/jpm image/x-jp2-container image/x-jp2-codestream", "jp2 j2k jpx jpf"),
    JPEG_XL(PICTURES, "image/jxl", "jxl"),
    RAW(
            PICTURES,
            "image/x-canon-cr2 image/x-canon-cr3 image/x-raw-canon image/x-raw-nikon image/x-raw-sony"
                    + " image/x-raw-fuji image/x-raw-panasonic image/x-raw-olympus image/x-raw-pentax",
            "cr2 cr3 nef nrw arw raf rw2 orf pef dng srw"),
    PICTURE(PICTURES, "", "tga hdr exr dds pcx ppm pgm pbm"),

    MP4(VIDEOS, "video/mp4 video/x-m4v application/mp4", "mp4 m4v"),
    QUICKTIME(VIDEOS, "video/quicktime", "mov qt"),
    WEBM(VIDEOS, "video/webm", "webm"),
    MATROSKA(VIDEOS, "video/x-matroska application/x-matroska", "mkv"),
    AVI(VIDEOS, "video/x-msvideo", "avi"),
    WMV(VIDEOS, "video/x-ms-wmv video/x-ms-asf", "wmv asf"),
    VIDEO(VIDEOS, "video/mpeg video/mp2t video/3gpp video/3gpp2 video/x-flv", "mpg mpeg mts m2ts ts 3gp 3g2 flv mxf"),

    MP3(AUDIO, "audio/mpeg", "mp3"),
    WAVE(AUDIO, "audio/vnd.wave audio/x-wav audio/wav", "wav"),
    SOUND(AUDIO, "audio/mp4 audio/flac audio/x-flac audio/ogg audio/x-aiff", "m4a aac flac ogg oga opus aif aiff wma"),

    PDF(DOCUMENTS, "application/pdf", "pdf"),
    WORD(
            DOCUMENTS,
            "application/msword application/vnd.openxmlformats-officedocument.wordprocessingml.document"
                    + " application/vnd.openxmlformats-officedocument.wordprocessingml.template",
            "doc docx dot dotx"),
    EXCEL(
            DOCUMENTS,
            "application/vnd.ms-excel application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                    + " application/vnd.openxmlformats-officedocument.spreadsheetml.template"
                    + " application/vnd.ms-excel.sheet.binary.macroenabled.12",
            "xls xlsx xlt xltx xlsb"),
    POWERPOINT(
            DOCUMENTS,
            "application/vnd.ms-powerpoint application/vnd.openxmlformats-officedocument.presentationml.presentation"
                    + " application/vnd.openxmlformats-officedocument.presentationml.slideshow"
                    + " application/vnd.openxmlformats-officedocument.presentationml.template",
            "ppt pptx pps ppsx pot potx"),
    OFFICE(
            DOCUMENTS,
            "application/x-tika-msoffice application/x-tika-ooxml application/x-tika-ooxml-protected"
                    + " application/vnd.visio application/vnd.ms-visio.drawing application/x-mspublisher"
                    + " application/onenote",
            "vsd vsdx pub one"),
    OPEN_DOCUMENT(
            DOCUMENTS,
            "application/vnd.oasis.opendocument.text application/vnd.oasis.opendocument.spreadsheet"
                    + " application/vnd.oasis.opendocument.presentation application/vnd.oasis.opendocument.graphics"
                    + " application/vnd.oasis.opendocument.tika.flat.document",
            "odt ods odp odg ott ots otp fodt"),
    PAGES(DOCUMENTS, "application/vnd.apple.pages application/vnd.apple.pages.13", "pages"),
    NUMBERS(DOCUMENTS, "application/vnd.apple.numbers application/vnd.apple.numbers.13", "numbers"),
    KEYNOTE(DOCUMENTS, "application/vnd.apple.keynote application/vnd.apple.keynote.13", "key"),
    IWORK(
            DOCUMENTS,
            "application/vnd.apple.iwork application/vnd.apple.unknown.13 application/x-tika-iworks-protected",
            ""),
    EPUB(DOCUMENTS, "application/epub+zip", "epub"),
    RTF(DOCUMENTS, "application/rtf text/rtf", "rtf"),
    MAIL(DOCUMENTS, "message/rfc822 application/vnd.ms-outlook", "eml msg"),
    XML(DOCUMENTS, "application/xml text/xml", "xml"),
    CSV(DOCUMENTS, "text/csv text/tab-separated-values", "csv tsv"),
    TEXT(
            DOCUMENTS,
            "text/plain text/x-web-markdown text/markdown application/json",
            "txt md markdown json log srt vtt"),

    PHOTOSHOP(DESIGNS, "image/vnd.adobe.photoshop application/x-photoshop", "psd psb"),
    ILLUSTRATOR(DESIGNS, "application/illustrator application/illustrator+ps", "ai ait"),
    POSTSCRIPT(DESIGNS, "application/postscript image/x-eps", "eps ps epsf"),
    INDESIGN(DESIGNS, "application/x-adobe-indesign application/vnd.adobe.indesign-idml-package", "indd indt idml"),
    DESIGN(DESIGNS, "", "sketch fig xd afdesign afphoto afpub cdr xcf kra"),

    FONT(
            FONTS,
            "font/ttf font/otf font/woff font/woff2 font/collection application/x-font-ttf application/x-font-otf"
                    + " application/x-font-type1 application/vnd.ms-fontobject application/x-font-adobe-metric",
            "ttf otf ttc woff woff2 eot pfb"),

    ZIP(ARCHIVES, "application/zip", "zip"),
    ARCHIVE(
            ARCHIVES,
            "application/gzip application/x-tar application/x-gtar application/x-7z-compressed"
                    + " application/x-rar-compressed application/vnd.rar application/x-bzip2 application/x-bzip"
                    + " application/x-xz application/x-lzma application/zstd application/x-compress",
            "gz tgz tar 7z rar bz2 xz lzma zst"),

    HTML(WEB_PAGES, "text/html application/xhtml+xml multipart/related", "html htm xhtml mht mhtml shtml"),

    PROGRAM(
            PROGRAMS,
            "application/x-msdownload application/x-dosexec application/x-ms-installer application/x-msi"
                    + " application/x-elf application/x-executable application/x-sharedlib application/x-object"
                    + " application/x-coredump application/x-mach-o-universal application/java-vm"
                    + " application/java-archive application/x-tika-java-web-archive"
                    + " application/x-tika-java-enterprise-archive application/vnd.android.package-archive"
                    + " application/wasm application/x-apple-diskimage application/x-iso9660-image"
                    + " application/x-debian-package application/x-rpm application/x-ms-shortcut application/x-ms-lnk",
            "exe dll com scr msi msix msp cpl sys drv ocx jar war ear class apk aab ipa app dmg pkg deb rpm iso img"
                    + " appimage so dylib wasm lnk url pif gadget run xpi crx"),
    SCRIPT(
            PROGRAMS,
            "application/x-sh application/x-bat application/javascript text/javascript application/x-javascript"
                    + " text/x-python text/x-perl text/x-php application/x-httpd-php text/x-ruby text/x-vbscript"
                    + " text/x-vbdotnet text/x-vbasic application/x-csh application/x-powershell text/x-tcl text/x-lua"
                    + " text/x-awk text/x-groovy",
            "sh bash zsh csh ksh fish bat cmd ps1 psm1 psd1 vbs vbe js mjs cjs jse wsf wsh hta py pyc pyw pl pm rb php"
                    + " phtml phar asp aspx jsp cgi lua tcl awk groovy applescript scpt command reg inf"),
    MACROS(
            PROGRAMS,
            "application/vnd.ms-word.document.macroenabled.12 application/vnd.ms-word.template.macroenabled.12"
                    + " application/vnd.ms-excel.sheet.macroenabled.12 application/vnd.ms-excel.template.macroenabled.12"
                    + " application/vnd.ms-excel.addin.macroenabled.12"
                    + " application/vnd.ms-powerpoint.presentation.macroenabled.12"
                    + " application/vnd.ms-powerpoint.slideshow.macroenabled.12"
                    + " application/vnd.ms-powerpoint.template.macroenabled.12"
                    + " application/vnd.ms-powerpoint.addin.macroenabled.12",
            "docm dotm xlsm xltm xlam pptm potm ppsm ppam"),

    UNKNOWN(OTHER, "application/octet-stream", "");

    /** What each file of these formats begins with is known, so content of no known type is not of theirs. */
    private static final Set<FileFormat> RECOGNIZED = EnumSet.of(
            JPEG,
            PNG,
            GIF,
            WEBP,
            HEIC,
            AVIF,
            TIFF,
            BMP,
            SVG,
            JPEG_XL,
            MP4,
            QUICKTIME,
            WEBM,
            MATROSKA,
            AVI,
            WMV,
            WAVE,
            PDF,
            WORD,
            EXCEL,
            POWERPOINT,
            OPEN_DOCUMENT,
            PAGES,
            NUMBERS,
            KEYNOTE,
            EPUB,
            RTF,
            PHOTOSHOP,
            POSTSCRIPT,
            ZIP);

    private static final Map<String, FileFormat> BY_MEDIA_TYPE = new HashMap<>();
    private static final Map<String, FileFormat> BY_EXTENSION = new HashMap<>();

    static {
        for (var format : values()) {
            words(format.mediaTypes).forEach(type -> BY_MEDIA_TYPE.put(type, format));
            words(format.extensions).forEach(extension -> BY_EXTENSION.put(extension, format));
        }
    }

    private final FileKind kind;
    private final String mediaTypes;
    private final String extensions;

    FileFormat(FileKind kind, String mediaTypes, String extensions) {
        this.kind = kind;
        this.mediaTypes = mediaTypes;
        this.extensions = extensions;
    }

    private static Iterable<String> words(String text) {
        return text.isEmpty() ? Set.of() : Arrays.asList(text.split(" "));
    }

    public FileKind kind() {
        return kind;
    }

    /** Whether content of an unknown type cannot be of this format. */
    public boolean recognized() {
        return RECOGNIZED.contains(this);
    }

    /** With its article, as it stands in a sentence: {@code a Word document}. */
    public String noun() {
        return FileTexts.of("noun." + name());
    }

    /** As it stands beside a file: {@code Word}. */
    public String label() {
        return FileTexts.of("label." + name());
    }

    /** The format of this media type, whatever its parameters; {@link #UNKNOWN} for one that nobody knows by name. */
    public static FileFormat ofMediaType(String mediaType) {
        var type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        var known = BY_MEDIA_TYPE.get(type);
        if (known != null) {
            return known;
        }
        return switch (type.substring(0, type.indexOf('/') + 1)) {
            case "image/" -> type.startsWith("image/x-raw") ? RAW : PICTURE;
            case "video/" -> VIDEO;
            case "audio/" -> SOUND;
            case "font/" -> FONT;
            case "text/" -> TEXT;
            default -> type.startsWith("application/x-mach-o") ? PROGRAM : UNKNOWN;
        };
    }

    /** The format that a file's name claims; {@link #UNKNOWN} when it claims none. */
    public static FileFormat ofName(String fileName) {
        return BY_EXTENSION.getOrDefault(extension(fileName), UNKNOWN);
    }

    /** In lower case, without the dot; empty when there is none. */
    public static String extension(String fileName) {
        var dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of a file by what was found in it; by its name where the content says nothing, or only which family of
     * programs made it.
     *
     * @param mediaType as detected
     */
    public static FileFormat of(String mediaType, String fileName) {
        var found = ofMediaType(mediaType);
        var claimed = ofName(fileName);
        var named =
                switch (found) {
                    case UNKNOWN -> !claimed.recognized();
                    case OFFICE -> claimed.kind() == DOCUMENTS;
                    case IWORK, ZIP -> claimed == PAGES || claimed == NUMBERS || claimed == KEYNOTE;
                    default -> false;
                };
        return named ? claimed : found;
    }
}
