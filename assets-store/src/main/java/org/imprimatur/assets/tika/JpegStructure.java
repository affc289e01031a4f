package org.imprimatur.assets.tika;

import java.io.IOException;

/**
 * The segments of a JPEG (ITU T.81, annex B), up to the mark that ends its first picture.
 *
 * @param rows as its frame says; 0 when there is no frame
 * @param scans that begin
 * @param progressive whether each scan refines the whole picture
 * @param ended whether the mark that ends the picture is there
 */
record JpegStructure(int rows, int scans, boolean progressive, boolean ended) {

    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int ROWS = 0xDC;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;
    private static final int FIRST_FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;
    private static final int TEMPORARY = 0x01;

    /** Before the first segment that cannot be read: the file ends there. */
    static JpegStructure read(FileBytes bytes) throws IOException {
        var rows = 0;
        var scans = 0;
        var progressive = false;
        bytes.seek(2);
        for (var marker = nextMarker(bytes); marker >= 0; marker = nextMarker(bytes)) {
            if (marker == END) {
                return new JpegStructure(rows, scans, progressive, true);
            }
            if (alone(marker)) {
                continue;
            }
            if (!bytes.has(2)) {
                break;
            }
            var begin = bytes.position();
            var length = bytes.u16();
            if (length < 2 || length > bytes.length() - begin) {
                break;
            }
            if (isFrame(marker) && length >= 6 && scans == 0) {
                bytes.skip(1); // precision
                rows = bytes.u16();
                progressive = (marker & 3) == 2;
            } else if (marker == ROWS && length >= 4) {
                rows = bytes.u16();
            } else if (marker == SCAN) {
                scans++;
            }
            bytes.seek(begin + length);
        }
        return new JpegStructure(rows, scans, progressive, false);
    }

    /** The next marker, past coded data: there, FF is followed by 00, by a restart mark, or by more FF. */
    private static int nextMarker(FileBytes bytes) throws IOException {
        var before = 0;
        for (var next = bytes.read(); next >= 0; next = bytes.read()) {
            if (before == 0xFF && next != 0 && next != 0xFF && !isRestart(next)) {
                return next;
            }
            before = next;
        }
        return -1;
    }

    private static boolean alone(int marker) {
        return marker == START || marker == TEMPORARY;
    }

    private static boolean isRestart(int marker) {
        return marker >= FIRST_RESTART && marker <= LAST_RESTART;
    }

    /** Those between that are no frames hold tables. */
    private static boolean isFrame(int marker) {
        return marker >= FIRST_FRAME && marker <= LAST_FRAME && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    Completeness.Result result() {
        if (scans == 0) {
            return Completeness.Result.failed("truncated.header");
        }
        return ended ? Completeness.Result.WHOLE : new Completeness.Result(null, null, true);
    }
}
