package org.imprimatur.assets.tika;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.imprimatur.assets.FileTexts;

/** The chunks of a PNG (ISO/IEC 15948): a chain up to {@code IEND}, each with its checksum. */
final class PngStructure {

    private static final int SIGNATURE = 8;
    private static final int HEADER = 13;
    private static final int PART = 8192;

    /** Rows are counted up to here, in bytes; a longer picture is only said to be cut. */
    private static final long COUNTED = 1L << 30;

    private final FileBytes bytes;
    private final Inflater inflater = new Inflater();
    private long width;
    private long height;
    private long rowBytes;
    private boolean interlaced;
    private long unpacked;
    private boolean damagedDescription;

    private PngStructure(FileBytes bytes) {
        this.bytes = bytes;
    }

    static Completeness.Result check(FileBytes bytes) throws IOException {
        var png = new PngStructure(bytes);
        try {
            return png.chunks();
        } finally {
            png.inflater.end();
        }
    }

    private Completeness.Result chunks() throws IOException {
        bytes.seek(SIGNATURE);
        while (true) {
            if (!bytes.has(8)) {
                return cut();
            }
            var length = bytes.u32();
            var begin = bytes.position();
            var type = bytes.fourCharacters();
            if (!bytes.has(length + 4)) {
                return cut();
            }
            if (type.equals("IHDR") && length >= HEADER) {
                header();
            }
            bytes.seek(begin);
            if (!intact(length + 4)) {
                if (critical(type)) {
                    return Completeness.Result.failed("damaged.block");
                }
                damagedDescription = true;
            }
            if (type.equals("IEND")) {
                return damagedDescription
                        ? new Completeness.Result(null, FileTexts.of("damaged.description"), false)
                        : Completeness.Result.WHOLE;
            }
        }
    }

    /** Chunks that a decoder must understand have a capital letter first. */
    private static boolean critical(String type) {
        return Character.isUpperCase(type.charAt(0));
    }

    private void header() throws IOException {
        width = bytes.u32();
        height = bytes.u32();
        int depth = bytes.u8();
        int channels =
                switch (bytes.u8()) {
                    case 2 -> 3;
                    case 4 -> 2;
                    case 6 -> 4;
                    default -> 1;
                };
        bytes.skip(2);
        interlaced = bytes.u8() != 0;
        rowBytes = 1 + (width * depth * channels + 7) / 8;
    }

    private boolean intact(long length) throws IOException {
        var sum = new CRC32();
        for (var left = length; left > 0; ) {
            var part = bytes.bytes((int) Math.min(left, PART));
            sum.update(part);
            left -= part.length;
        }
        return sum.getValue() == bytes.u32();
    }

    /** Unpacks what is there of the pixels, only to count them. */
    private Completeness.Result cut() throws IOException {
        if (height == 0) {
            return Completeness.Result.failed("truncated.header");
        }
        if (interlaced || width == 0 || rowBytes * height > COUNTED) {
            return Completeness.Result.failed("truncated.picture");
        }
        return Completeness.Result.failed("truncated.rows", Math.min(rows(), height), height);
    }

    private long rows() throws IOException {
        bytes.seek(SIGNATURE);
        while (bytes.has(8)) {
            var length = bytes.u32();
            var type = bytes.fourCharacters();
            var end = bytes.position() + length;
            if (type.equals("IDAT")) {
                unpack(Math.min(length, bytes.length() - bytes.position()));
            }
            bytes.seek(end + 4);
        }
        return unpacked / rowBytes;
    }

    private void unpack(long length) throws IOException {
        var into = new byte[16 * 1024];
        for (var left = length; left > 0 && unpacked <= COUNTED && !inflater.finished(); ) {
            var part = bytes.bytes((int) Math.min(left, PART));
            left -= part.length;
            inflater.setInput(part);
            try {
                while (!inflater.needsInput()
                        && !inflater.finished()
                        && !inflater.needsDictionary()
                        && unpacked <= COUNTED) {
                    unpacked += inflater.inflate(into);
                }
            } catch (DataFormatException e) {
                return; // so many are there that can be read
            }
        }
    }
}
