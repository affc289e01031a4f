package org.imprimatur.assets.tika;

import java.io.EOFException;
import java.io.IOException;
import org.imprimatur.assets.FileFormat;

/** The blocks of a GIF (GIF89a specification): a chain of chains, up to the trailer. */
final class GifStructure {

    /** Signature, and the size of the canvas. */
    private static final int HEADER = 10;

    private static final int EXTENSION = 0x21;
    private static final int PICTURE = 0x2C;
    private static final int TRAILER = 0x3B;

    private GifStructure() {}

    static Completeness.Result check(FileBytes bytes) throws IOException {
        bytes.seek(HEADER);
        var packed = bytes.u8();
        bytes.skip(2 + colors(packed)); // background and aspect stand before the colors
        var pictures = 0;
        try {
            for (var block = bytes.u8(); block != TRAILER; block = bytes.u8()) {
                if (block == EXTENSION) {
                    bytes.u8(); // its label
                    skipBlocks(bytes);
                } else if (block == PICTURE) {
                    bytes.skip(8); // place and size
                    bytes.skip(colors(bytes.u8()));
                    bytes.u8(); // size of the first code
                    skipBlocks(bytes);
                    pictures++;
                } else {
                    return Completeness.Result.failed("damaged.chain", FileFormat.GIF.noun());
                }
            }
        } catch (EOFException e) {
            return pictures == 0
                    ? Completeness.Result.failed("truncated.picture")
                    : Completeness.Result.failed("truncated.frames", pictures);
        }
        return pictures == 0 ? Completeness.Result.failed("truncated.header") : Completeness.Result.WHOLE;
    }

    /** Bytes of the color table that these flags announce. */
    private static int colors(int packed) {
        return (packed & 0x80) == 0 ? 0 : 3 << ((packed & 7) + 1);
    }

    private static void skipBlocks(FileBytes bytes) throws IOException {
        for (var size = bytes.u8(); size > 0; size = bytes.u8()) {
            bytes.skip(size);
        }
    }
}
