package org.imprimatur.assets.tika;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashSet;

/** The directories of a TIFF (revision 6.0) or BigTIFF: where its strips or tiles lie, and how long they are. */
final class TiffStructure {

    private static final int STRIP_OFFSETS = 273;
    private static final int STRIP_LENGTHS = 279;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;

    /** Directories and parts beyond these are not looked at: enough for any real file, and they end. */
    private static final int DIRECTORIES = 1_000;

    private static final int PARTS = 1_000_000;

    private final FileBytes bytes;
    private final boolean big;
    private long parts;
    private long there;

    private TiffStructure(FileBytes bytes, boolean big) {
        this.bytes = bytes;
        this.big = big;
    }

    static Completeness.Result check(FileBytes bytes) throws IOException {
        bytes.order(bytes.u16() == 0x4D4D ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        var tiff = new TiffStructure(bytes, bytes.u16() == 43);
        if (tiff.big) {
            bytes.skip(4); // size of an offset, and nothing
        }
        try {
            tiff.directories(tiff.offset());
        } catch (EOFException e) {
            return tiff.parts == 0
                    ? Completeness.Result.failed("truncated.header")
                    : Completeness.Result.failed("truncated.picture");
        }
        return tiff.there == tiff.parts
                ? Completeness.Result.WHOLE
                : Completeness.Result.failed("truncated.parts", tiff.there, tiff.parts);
    }

    private long offset() throws IOException {
        return big ? bytes.u64() : bytes.u32();
    }

    private void directories(long first) throws IOException {
        var seen = new HashSet<Long>();
        for (var at = first; at != 0 && seen.size() < DIRECTORIES && seen.add(at); ) {
            bytes.seek(at);
            at = directory();
        }
    }

    private long directory() throws IOException {
        var entries = big ? bytes.u64() : bytes.u16();
        long[] offsets = {};
        long[] lengths = {};
        for (var n = 0L; n < entries; n++) {
            var entry = bytes.position();
            var tag = bytes.u16();
            var type = bytes.u16();
            var count = offset();
            if (tag == STRIP_OFFSETS || tag == TILE_OFFSETS) {
                offsets = values(type, count);
            } else if (tag == STRIP_LENGTHS || tag == TILE_LENGTHS) {
                lengths = values(type, count);
            }
            bytes.seek(entry + (big ? 20 : 12));
        }
        for (var n = 0; n < Math.min(offsets.length, lengths.length); n++) {
            parts++;
            if (offsets[n] <= bytes.length() && lengths[n] <= bytes.length() - offsets[n]) {
                there++;
            }
        }
        return bytes.has(1) ? offset() : 0; // some writers leave the last one out
    }

    /** SHORT, LONG or LONG8, in the entry itself when they fit into it. */
    private long[] values(int type, long count) throws IOException {
        var size = type == 3 ? 2 : type == 16 ? 8 : 4;
        if (count * size > (big ? 8 : 4)) {
            bytes.seek(offset());
        }
        var values = new long[(int) Math.min(count, PARTS)];
        for (var n = 0; n < values.length; n++) {
            values[n] = size == 2 ? bytes.u16() : size == 8 ? bytes.u64() : bytes.u32();
        }
        return values;
    }
}
