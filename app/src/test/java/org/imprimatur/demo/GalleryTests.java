package org.imprimatur.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.formats.jpeg.JpegImageMetadata;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GalleryTests {

    static Stream<Photograph> gallery() {
        return Stream.of(
                Gallery.WINTER_CUP, Gallery.BEANS, Gallery.LATTE, Gallery.ADVENT, Gallery.POUR_OVER, Gallery.BUN);
    }

    @ParameterizedTest
    @MethodSource("gallery")
    void aPictureIsTheSameEachTimeAndCarriesItsMetadata(Photograph photograph) throws IOException {
        var bytes = photograph.bytes();

        assertThat(photograph.bytes()).isEqualTo(bytes);
        var metadata = (JpegImageMetadata) Imaging.getMetadata(bytes);
        assertThat(metadata.findExifValue(TiffTagConstants.TIFF_TAG_MODEL).getStringValue())
                .isEqualTo("Sketchbook Mark II");
        assertThat(metadata.getExif().getGpsInfo()).isNotNull();
        assertThat(metadata.getPhotoshop().getItems().toString()).contains(photograph.title());
        assertThat(Imaging.getXmpXml(bytes)).contains("For Aurora Coffee, everywhere");
        Files.createDirectories(Path.of("target/gallery"));
        Files.write(Path.of("target/gallery", photograph.fileName()), bytes);
    }
}
