package org.imprimatur.assets.tika;

import java.awt.image.BufferedImage;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;

/**
 * Notices when the decoder of a JPEG runs out of coded data and goes on with grey. It says so as a warning, at the row that
 * it is at. A progressive JPEG is read wholly before its last rows are drawn, so its rows say nothing.
 */
class DecodingLoss {

    private int decoded;
    private int drawn;
    private int lostAt = -1;

    /** @param decoded how many rows the decoder draws: fewer than the picture has when it is thinned out */
    void watch(ImageReader reader, int decoded) {
        this.decoded = decoded;
        reader.addIIOReadWarningListener((source, warning) -> warned(warning));
        reader.addIIOReadUpdateListener(new Rows());
    }

    private void warned(String warning) {
        if (lostAt < 0 && warning.toLowerCase(Locale.ROOT).contains("premature end of data segment")) {
            lostAt = drawn;
        }
    }

    /** Whether a part of the picture is missing. */
    boolean lost() {
        return lostAt >= 0;
    }

    /** About how many rows were there before. */
    long rowsBefore(int rows) {
        return Math.min(rows, Math.round((double) Math.max(0, lostAt) * rows / decoded));
    }

    private class Rows implements IIOReadUpdateListener {

        @Override
        public void imageUpdate(
                ImageReader source,
                BufferedImage image,
                int minX,
                int minY,
                int width,
                int height,
                int periodX,
                int periodY,
                int[] bands) {
            drawn = minY + height; // of the image there may be none yet
        }

        @Override
        public void passStarted(
                ImageReader source,
                BufferedImage image,
                int pass,
                int minPass,
                int maxPass,
                int minX,
                int minY,
                int periodX,
                int periodY,
                int[] bands) {}

        @Override
        public void passComplete(ImageReader source, BufferedImage image) {}

        @Override
        public void thumbnailPassStarted(
                ImageReader source,
                BufferedImage thumbnail,
                int pass,
                int minPass,
                int maxPass,
                int minX,
                int minY,
                int periodX,
                int periodY,
                int[] bands) {}

        @Override
        public void thumbnailUpdate(
                ImageReader source,
                BufferedImage thumbnail,
                int minX,
                int minY,
                int width,
                int height,
                int periodX,
                int periodY,
                int[] bands) {}

        @Override
        public void thumbnailPassComplete(ImageReader source, BufferedImage thumbnail) {}
    }
}
