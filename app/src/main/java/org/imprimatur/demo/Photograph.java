package org.imprimatur.demo;

import static java.util.Locale.ENGLISH;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.apache.commons.imaging.common.RationalNumber;
import org.apache.commons.imaging.formats.jpeg.exif.ExifRewriter;
import org.apache.commons.imaging.formats.jpeg.iptc.IptcRecord;
import org.apache.commons.imaging.formats.jpeg.iptc.IptcTypes;
import org.apache.commons.imaging.formats.jpeg.iptc.JpegIptcRewriter;
import org.apache.commons.imaging.formats.jpeg.iptc.PhotoshopApp13Data;
import org.apache.commons.imaging.formats.jpeg.xmp.JpegXmpRewriter;
import org.apache.commons.imaging.formats.tiff.constants.ExifTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputSet;

/**
 * A drawing as a JPEG with what a photographer would have written into it: camera and time as EXIF, words as IPTC, and
 * the usage terms as XMP.
 *
 * @param taken by the clock of the camera
 * @param place sublocation, city and country
 */
record Photograph(
        String fileName,
        long seed,
        Consumer<Canvas> drawing,
        String title,
        String description,
        List<String> keywords,
        LocalDateTime taken,
        Place place) {

    private static final String CREATOR = "Mara Lindqvist";
    private static final String CREDIT = "Aurora Coffee";
    private static final String COPYRIGHT = "(c) 2026 Aurora Coffee. Drawn by program for this demo.";
    private static final float QUALITY = 0.86f;

    private static final DateTimeFormatter EXIF = DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", ENGLISH);
    private static final DateTimeFormatter IPTC_DAY = DateTimeFormatter.ofPattern("uuuuMMdd", ENGLISH);

    /** The same bytes each time. */
    byte[] bytes() {
        try (var canvas = new Canvas(seed)) {
            drawing.accept(canvas);
            return xmp(iptc(exif(jpeg(canvas.image()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            var parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private byte[] exif(byte[] jpeg) throws IOException {
        var set = new TiffOutputSet();
        var root = set.getOrCreateRootDirectory();
        root.add(TiffTagConstants.TIFF_TAG_MAKE, "Imprimatur");
        root.add(TiffTagConstants.TIFF_TAG_MODEL, "Sketchbook Mark II");
        root.add(TiffTagConstants.TIFF_TAG_ARTIST, CREATOR);
        root.add(TiffTagConstants.TIFF_TAG_COPYRIGHT, COPYRIGHT);
        root.add(TiffTagConstants.TIFF_TAG_IMAGE_DESCRIPTION, description);
        root.add(TiffTagConstants.TIFF_TAG_DATE_TIME, EXIF.format(taken));
        var exif = set.getOrCreateExifDirectory();
        exif.add(ExifTagConstants.EXIF_TAG_DATE_TIME_ORIGINAL, EXIF.format(taken));
        exif.add(ExifTagConstants.EXIF_TAG_DATE_TIME_DIGITIZED, EXIF.format(taken));
        exif.add(ExifTagConstants.EXIF_TAG_EXPOSURE_TIME, new RationalNumber(1, 125));
        exif.add(ExifTagConstants.EXIF_TAG_FNUMBER, new RationalNumber(28, 10));
        exif.add(ExifTagConstants.EXIF_TAG_ISO, (short) 200);
        exif.add(ExifTagConstants.EXIF_TAG_LENS_MODEL, "35mm F2.8");
        set.setGpsInDegrees(place.longitude(), place.latitude());
        var bytes = new ByteArrayOutputStream();
        new ExifRewriter().updateExifMetadataLossless(jpeg, bytes, set);
        return bytes.toByteArray();
    }

    private byte[] iptc(byte[] jpeg) throws IOException {
        var records = new ArrayList<IptcRecord>();
        records.add(new IptcRecord(IptcTypes.OBJECT_NAME, title));
        records.add(new IptcRecord(IptcTypes.HEADLINE, title));
        records.add(new IptcRecord(IptcTypes.CAPTION_ABSTRACT, description));
        records.add(new IptcRecord(IptcTypes.BYLINE, CREATOR));
        records.add(new IptcRecord(IptcTypes.CREDIT, CREDIT));
        records.add(new IptcRecord(IptcTypes.COPYRIGHT_NOTICE, COPYRIGHT));
        records.add(new IptcRecord(IptcTypes.DATE_CREATED, IPTC_DAY.format(taken)));
        records.add(new IptcRecord(IptcTypes.SUBLOCATION, place.sublocation()));
        records.add(new IptcRecord(IptcTypes.CITY, place.city()));
        records.add(new IptcRecord(IptcTypes.COUNTRY_PRIMARY_LOCATION_NAME, place.country()));
        keywords.forEach(keyword -> records.add(new IptcRecord(IptcTypes.KEYWORDS, keyword)));
        var bytes = new ByteArrayOutputStream();
        new JpegIptcRewriter().writeIptc(jpeg, bytes, new PhotoshopApp13Data(records, List.of(), true));
        return bytes.toByteArray();
    }

    private byte[] xmp(byte[] jpeg) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new JpegXmpRewriter().updateXmpXml(jpeg, bytes, """
                        <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                        <x:xmpmeta xmlns:x="adobe:ns:meta/">
                         <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                          <rdf:Description rdf:about=""
                            xmlns:dc="http://purl.org/dc/elements/1.1/"
                            xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
                            xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
                            photoshop:Credit="%s" xmpRights:Marked="True">
                           <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
                           <dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
                           <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:rights>
                           <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">For Aurora Coffee, everywhere, \
                        without end.</rdf:li></rdf:Alt></xmpRights:UsageTerms>
                          </rdf:Description>
                         </rdf:RDF>
                        </x:xmpmeta>
                        <?xpacket end="w"?>""".formatted(CREDIT, title, CREATOR, COPYRIGHT));
        return bytes.toByteArray();
    }

    /** Where it was taken, in degrees. */
    record Place(String sublocation, String city, String country, double latitude, double longitude) {}
}
