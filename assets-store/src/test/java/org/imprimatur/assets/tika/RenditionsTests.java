package org.imprimatur.assets.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenditionsTests {

    private static final long ENOUGH = 200_000_000;

    private Path file = Path.of("");
    private Path target = Path.of("");

    @BeforeEach
    void in(@TempDir Path folder) {
        file = folder.resolve("file");
        target = folder.resolve("thumbnail");
    }

    @Test
    void aLargePictureBecomesSmall() throws Exception {
        picture(3000, 2000, BufferedImage.TYPE_INT_RGB, "jpg");

        assertThat(Renditions.ofPicture(file, target, 1, ENOUGH, new DecodingLoss()))
                .isEqualTo("image/jpeg");
        assertThat(thumbnail().getWidth()).isEqualTo(640);
        assertThat(thumbnail().getHeight()).isEqualTo(427);
    }

    @Test
    void aSmallPictureStaysAsItIs() throws Exception {
        picture(30, 20, BufferedImage.TYPE_INT_RGB, "jpg");

        Renditions.ofPicture(file, target, 1, ENOUGH, new DecodingLoss());

        assertThat(thumbnail().getWidth()).isEqualTo(30);
    }

    @Test
    void whatIsTransparentStaysTransparent() throws Exception {
        picture(900, 900, BufferedImage.TYPE_INT_ARGB, "png");

        assertThat(Renditions.ofPicture(file, target, 1, ENOUGH, new DecodingLoss()))
                .isEqualTo("image/png");
        assertThat(thumbnail().getColorModel().hasAlpha()).isTrue();
    }

    /** The picture is red at its upper left; where that corner is to be seen, EXIF tells. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "2, 1, 0", "3, 1, 1", "4, 0, 1", "5, 0, 0", "6, 1, 0", "7, 1, 1", "8, 0, 1"})
    void aPictureIsTurnedAsTheCameraWasHeld(int orientation, int right, int bottom) throws Exception {
        picture(200, 100, BufferedImage.TYPE_INT_RGB, "png");

        Renditions.ofPicture(file, target, orientation, ENOUGH, new DecodingLoss());

        var seen = thumbnail();
        assertThat(seen.getWidth()).isEqualTo(orientation < 5 ? 200 : 100);
        var corner = new Color(
                seen.getRGB(right == 0 ? 10 : seen.getWidth() - 11, bottom == 0 ? 10 : seen.getHeight() - 11));
        assertThat(corner.getRed()).isGreaterThan(200);
        assertThat(corner.getBlue()).isLessThan(60);
    }

    @Test
    void aPictureWithTooManyPixelsIsNotDecoded() throws Exception {
        picture(300, 200, BufferedImage.TYPE_INT_RGB, "png");

        assertThatExceptionOfType(Renditions.TooLarge.class)
                .isThrownBy(() -> Renditions.ofPicture(file, target, 1, 59_999, new DecodingLoss()))
                .withMessage(
                        "There is no preview: the picture has 300 × 200 pixels, and at most 59,999 in all are shown.");
    }

    @Test
    void whatIsNoPictureHasNone() throws Exception {
        java.nio.file.Files.writeString(file, "text");

        assertThat(Renditions.ofPicture(file, target, 1, ENOUGH, new DecodingLoss()))
                .isNull();
        assertThat(Renditions.dimensions(file)).isNull();
    }

    private void picture(int width, int height, int type, String format) throws IOException {
        var image = new BufferedImage(width, height, type);
        var graphics = image.createGraphics();
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, 0, width, height / 2 + 1);
        graphics.setColor(Color.BLUE);
        if (type == BufferedImage.TYPE_INT_RGB) {
            graphics.fillRect(0, 0, width, height);
        }
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 4, height / 4);
        graphics.dispose();
        ImageIO.write(image, format, file.toFile());
    }

    private BufferedImage thumbnail() throws IOException {
        return ImageIO.read(target.toFile());
    }
}
