package org.imprimatur.assets.tika;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.mov.metadata.QuickTimeMetadataDirectory;
import com.drew.metadata.mp4.Mp4Directory;
import com.drew.metadata.xmp.XmpDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imprimatur.text.UnicodeText;
import org.jspecify.annotations.Nullable;

/**
 * What a picture or a video says of itself.
 *
 * <p>Where the same thing is said several times, XMP is believed before IPTC, and IPTC before EXIF: XMP is what today's
 * editors write last, IPTC cuts at 32 or 64 characters, and EXIF is what the camera wrote first. Two exceptions:
 * camera and position are the camera's to say, so EXIF comes first there. A title is only what XMP or IPTC call one;
 * EXIF's description often is the name of the camera's maker. {@code created} is when the picture was taken, else when
 * the file was made, as found: a time without a zone stays without.
 */
class PictureFacts {

    private static final Pattern EXIF_TIME =
            Pattern.compile("(\\d{4})[:-](\\d{2})[:-](\\d{2})(?:[ T](\\d{2}:\\d{2}:\\d{2}))?.*");
    private static final Pattern IPTC_DATE = Pattern.compile("(\\d{4}):?(\\d{2}):?(\\d{2})");
    private static final Pattern IPTC_TIME = Pattern.compile("(\\d{2}):?(\\d{2}):?(\\d{2})(?:([+-]\\d{2}):?(\\d{2}))?");
    private static final Pattern ISO_6709 = Pattern.compile("([+-]\\d+(?:\\.\\d+)?)([+-]\\d+(?:\\.\\d+)?).*");
    private static final Pattern XMP_ANGLE =
            Pattern.compile("^(\\d+),(\\d+(?:\\.\\d+)?)(?:,(\\d+(?:\\.\\d+)?))?([NSEW])");
    private static final Set<String> WIDTH_TAGS = Set.of("Image Width", "Width");
    private static final Set<String> HEIGHT_TAGS = Set.of("Image Height", "Height");

    private final Metadata metadata;
    private final Facts facts;
    private final Map<String, String> xmp = new TreeMap<>();

    private PictureFacts(Metadata metadata, Facts facts) {
        this.metadata = metadata;
        this.facts = facts;
        for (var directory : metadata.getDirectoriesOfType(XmpDirectory.class)) {
            xmp.putAll(directory.getXmpProperties());
        }
    }

    /** @return how the picture is to be turned, EXIF's 1 to 8; 1 when nothing is said */
    static int read(Path file, Facts facts) throws IOException {
        try {
            var picture = new PictureFacts(ImageMetadataReader.readMetadata(file.toFile()), facts);
            picture.read();
            return picture.orientation();
        } catch (ImageProcessingException | RuntimeException | StackOverflowError e) {
            return 1; // what was found until then stays
        }
    }

    private void read() {
        var iptc = metadata.getFirstDirectoryOfType(IptcDirectory.class);
        var exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        var movie = metadata.getFirstDirectoryOfType(QuickTimeMetadataDirectory.class);

        both("title", "dc:title", iptc, IptcDirectory.TAG_OBJECT_NAME);
        both("description", "dc:description", iptc, IptcDirectory.TAG_CAPTION);
        facts.add("creator", Facts.joined(list("dc:creator")), Facts.XMP);
        facts.add("creator", values(iptc, IptcDirectory.TAG_BY_LINE), Facts.IPTC);
        both("credit", "photoshop:Credit", iptc, IptcDirectory.TAG_CREDIT);
        both("copyright", "dc:rights", iptc, IptcDirectory.TAG_COPYRIGHT_NOTICE);
        facts.addKeywords(list("dc:subject"), Facts.XMP);
        facts.add("keywords", values(iptc, IptcDirectory.TAG_KEYWORDS), Facts.IPTC);
        if (exif != null) {
            facts.add("description", exif.getString(ExifDirectoryBase.TAG_IMAGE_DESCRIPTION), Facts.EXIF);
            facts.add("creator", exif.getString(ExifDirectoryBase.TAG_ARTIST), Facts.EXIF);
            facts.add("copyright", exif.getString(ExifDirectoryBase.TAG_COPYRIGHT), Facts.EXIF);
        }
        created(iptc);
        camera(exif);
        place(iptc);
        gps();
        if (movie != null) {
            movie(movie);
        }
        size();
    }

    private void both(String key, String xmpPath, @Nullable IptcDirectory iptc, int iptcTag) {
        facts.add(key, text(xmpPath), Facts.XMP);
        if (iptc != null) {
            facts.add(key, iptc.getString(iptcTag), Facts.IPTC);
        }
    }

    private void created(@Nullable IptcDirectory iptc) {
        var details = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
        var dated = text("photoshop:DateCreated");
        var taken = details == null ? null : exifTime(details);
        if (dated != null && taken != null && taken.startsWith(dated.strip())) {
            facts.add("created", taken, Facts.EXIF); // the same day, and the hour with it
        }
        facts.add("created", dated, Facts.XMP);
        facts.add("created", text("exif:DateTimeOriginal"), Facts.XMP);
        if (iptc != null) {
            facts.add("created", iptcTime(iptc), Facts.IPTC);
        }
        facts.add("created", taken, Facts.EXIF);
        facts.add("created", text("xmp:CreateDate"), Facts.XMP);
        if (details != null) {
            facts.add("created", iso(details.getString(ExifDirectoryBase.TAG_DATETIME_DIGITIZED), null), Facts.EXIF);
        }
    }

    private static @Nullable String exifTime(ExifSubIFDDirectory details) {
        return iso(
                details.getString(ExifDirectoryBase.TAG_DATETIME_ORIGINAL),
                details.getString(ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL));
    }

    private static @Nullable String iso(@Nullable String time, @Nullable String offset) {
        var parts = EXIF_TIME.matcher(time == null ? "" : time.strip());
        if (!parts.matches() || "0000".equals(parts.group(1))) {
            return null;
        }
        var date = parts.group(1) + "-" + parts.group(2) + "-" + parts.group(3);
        if (parts.group(4) == null) {
            return date;
        }
        var zone = offset != null && offset.strip().matches("[+-]\\d{2}:\\d{2}|Z") ? offset.strip() : "";
        return date + "T" + parts.group(4) + zone;
    }

    private static @Nullable String iptcTime(IptcDirectory iptc) {
        var date = IPTC_DATE.matcher(orEmpty(iptc.getString(IptcDirectory.TAG_DATE_CREATED)));
        if (!date.matches() || "0000".equals(date.group(1))) {
            return null;
        }
        var day = date.group(1) + "-" + date.group(2) + "-" + date.group(3);
        var time = IPTC_TIME.matcher(orEmpty(iptc.getString(IptcDirectory.TAG_TIME_CREATED)));
        if (!time.matches()) {
            return day;
        }
        var zone = time.group(4) == null ? "" : time.group(4) + ":" + time.group(5);
        return day + "T" + time.group(1) + ":" + time.group(2) + ":" + time.group(3) + zone;
    }

    private void camera(@Nullable ExifIFD0Directory exif) {
        if (exif != null) {
            facts.add(
                    "camera",
                    camera(exif.getString(ExifDirectoryBase.TAG_MAKE), exif.getString(ExifDirectoryBase.TAG_MODEL)),
                    Facts.EXIF);
        }
        facts.add("camera", camera(xmp.get("tiff:Make"), xmp.get("tiff:Model")), Facts.XMP);
    }

    /** Many makers repeat themselves in the model. */
    private static String camera(@Nullable String maker, @Nullable String model) {
        var make = Facts.clean(maker, 100);
        var name = Facts.clean(model, 100);
        var first = make.split("[ ,]", 2)[0].toLowerCase(Locale.ROOT);
        return name.toLowerCase(Locale.ROOT).startsWith(first) && !name.isEmpty()
                ? name
                : UnicodeText.strip(make + " " + name);
    }

    private void place(@Nullable IptcDirectory iptc) {
        facts.add(
                "place",
                place(xmp.get("photoshop:City"), xmp.get("photoshop:State"), xmp.get("photoshop:Country")),
                Facts.XMP);
        if (iptc != null) {
            facts.add(
                    "place",
                    place(
                            iptc.getString(IptcDirectory.TAG_CITY),
                            iptc.getString(IptcDirectory.TAG_PROVINCE_OR_STATE),
                            iptc.getString(IptcDirectory.TAG_COUNTRY_OR_PRIMARY_LOCATION_NAME)),
                    Facts.IPTC);
        }
    }

    private static String place(@Nullable String city, @Nullable String state, @Nullable String country) {
        return Facts.joined(
                Stream.of(city, state, country).map(PictureFacts::orEmpty).toList());
    }

    private void gps() {
        for (var directory : metadata.getDirectoriesOfType(GpsDirectory.class)) {
            var location = directory.getGeoLocation();
            if (location != null && !location.isZero()) {
                facts.add("gps", gps(location.getLatitude(), location.getLongitude()), Facts.EXIF);
            }
        }
        var latitude = xmpAngle(xmp.get("exif:GPSLatitude"));
        var longitude = xmpAngle(xmp.get("exif:GPSLongitude"));
        if (latitude != null && longitude != null) {
            facts.add("gps", gps(latitude, longitude), Facts.XMP);
        }
        var mp4 = metadata.getFirstDirectoryOfType(Mp4Directory.class);
        if (mp4 != null) {
            var north = mp4.getDoubleObject(Mp4Directory.TAG_LATITUDE);
            var east = mp4.getDoubleObject(Mp4Directory.TAG_LONGITUDE);
            if (north != null && east != null) {
                facts.add("gps", gps(north, east), Facts.FILE);
            }
        }
    }

    /** Six decimals are a tenth of a metre. */
    private static @Nullable String gps(double latitude, double longitude) {
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
                ? degrees(latitude) + ", " + degrees(longitude)
                : null;
    }

    private static String degrees(double value) {
        return String.format(Locale.ROOT, "%.6f", value).replaceFirst("\\.?0+$", "");
    }

    private static @Nullable Double xmpAngle(@Nullable String text) {
        var parts = XMP_ANGLE.matcher(orEmpty(text));
        if (!parts.matches()) {
            return null;
        }
        double value = Double.parseDouble(parts.group(1))
                + Double.parseDouble(parts.group(2)) / 60
                + (parts.group(3) == null ? 0 : Double.parseDouble(parts.group(3)) / 3600);
        return "SW".contains(parts.group(4)) ? -value : value;
    }

    private void movie(QuickTimeMetadataDirectory movie) {
        facts.add("title", movie.getString(QuickTimeMetadataDirectory.TAG_TITLE), Facts.FILE);
        facts.add("description", movie.getString(QuickTimeMetadataDirectory.TAG_DESCRIPTION), Facts.FILE);
        facts.add("creator", movie.getString(QuickTimeMetadataDirectory.TAG_AUTHOR), Facts.FILE);
        facts.add("copyright", movie.getString(QuickTimeMetadataDirectory.TAG_COPYRIGHT), Facts.FILE);
        facts.add("created", movie.getString(QuickTimeMetadataDirectory.TAG_CREATION_DATE), Facts.FILE);
        facts.add(
                "camera",
                camera(
                        movie.getString(QuickTimeMetadataDirectory.TAG_MAKE),
                        movie.getString(QuickTimeMetadataDirectory.TAG_MODEL)),
                Facts.FILE);
        var position = ISO_6709.matcher(orEmpty(movie.getString(QuickTimeMetadataDirectory.TAG_LOCATION_ISO6709)));
        if (position.matches()) {
            facts.add(
                    "gps",
                    gps(Double.parseDouble(position.group(1)), Double.parseDouble(position.group(2))),
                    Facts.FILE);
        }
    }

    /** As the file's own header says, not EXIF: editors forget to correct that. Turned as the picture is to be turned. */
    private void size() {
        for (var directory : metadata.getDirectories()) {
            if (directory instanceof ExifDirectoryBase && !(directory instanceof ExifIFD0Directory)) {
                continue;
            }
            var width = number(directory, WIDTH_TAGS);
            var height = number(directory, HEIGHT_TAGS);
            if (width != null && height != null && width > 0 && height > 0) {
                var turned = orientation() >= 5;
                facts.add("width", Long.toString(turned ? height : width), Facts.FILE);
                facts.add("height", Long.toString(turned ? width : height), Facts.FILE);
                return;
            }
        }
    }

    private static @Nullable Long number(Directory directory, Set<String> names) {
        for (var tag : directory.getTags()) {
            if (names.contains(tag.getTagName())) {
                return directory.getLongObject(tag.getTagType());
            }
        }
        return null;
    }

    private int orientation() {
        var exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        try {
            int orientation = exif == null || !exif.containsTag(ExifDirectoryBase.TAG_ORIENTATION)
                    ? 1
                    : exif.getInt(ExifDirectoryBase.TAG_ORIENTATION);
            return orientation >= 1 && orientation <= 8 ? orientation : 1;
        } catch (MetadataException e) {
            return 1; // not a number, so nothing is said
        }
    }

    /** A plain value, or the first of several: the default language comes first. */
    private @Nullable String text(String path) {
        var plain = xmp.get(path);
        return plain == null || UnicodeText.isBlank(plain) ? xmp.get(path + "[1]") : plain;
    }

    private List<String> list(String path) {
        return Stream.iterate(1, i -> i + 1)
                .map(i -> xmp.get(path + "[" + i + "]"))
                .takeWhile(value -> value != null)
                .map(PictureFacts::orEmpty)
                .toList();
    }

    private static @Nullable String values(@Nullable IptcDirectory iptc, int tag) {
        if (iptc == null) {
            return null;
        }
        var values = iptc.getStringArray(tag);
        return values == null ? iptc.getString(tag) : Facts.joined(Arrays.asList(values));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : UnicodeText.strip(text);
    }
}
