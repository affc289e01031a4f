package org.imprimatur.assets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Programs by their first bytes, so that they are refused before they are stored, whatever their name says. What else a file
 * may be is found out in the child process.
 */
final class ProgramCheck {

    /** How programs of Windows, Linux and macOS and compiled Java and WebAssembly begin. */
    private static final List<String> PROGRAMS =
            List.of("7f454c46", "feedface", "feedfacf", "cefaedfe", "cffaedfe", "cafebabe", "0061736d");

    private static final String WINDOWS = "4d5a";
    private static final int WINDOWS_HEADER = 0x3C;
    private static final String SCRIPT = "2321"; // #!
    private static final String HIDDEN_BEHIND_BOM = "efbbbf2321";
    private static final int HEAD = 1024;

    private ProgramCheck() {}

    /** The content again, of which nothing was read. */
    static BufferedInputStream buffered(InputStream content) {
        return new BufferedInputStream(content, 8 * HEAD);
    }

    /** What the content begins as; empty when that is no program. Reads nothing that the next reader misses. */
    static Optional<FileFormat> of(BufferedInputStream content) throws IOException {
        content.mark(HEAD);
        var head = content.readNBytes(HEAD);
        content.reset();
        return Optional.ofNullable(format(head));
    }

    private static @Nullable FileFormat format(byte[] head) {
        var hex = HexFormat.of().formatHex(head, 0, Math.min(head.length, 8));
        if (hex.startsWith(SCRIPT) || hex.startsWith(HIDDEN_BEHIND_BOM)) {
            return FileFormat.SCRIPT;
        }
        var program = PROGRAMS.stream().anyMatch(hex::startsWith) || (hex.startsWith(WINDOWS) && windows(head));
        return program ? FileFormat.PROGRAM : null;
    }

    /** A text may begin with MZ; a program says there where its second header is, within the first part of the file. */
    private static boolean windows(byte[] head) {
        if (head.length < WINDOWS_HEADER + 4) {
            return false;
        }
        var at = (head[WINDOWS_HEADER] & 0xFF) | ((head[WINDOWS_HEADER + 1] & 0xFF) << 8);
        var far = head[WINDOWS_HEADER + 2] != 0 || head[WINDOWS_HEADER + 3] != 0;
        return !far && at >= WINDOWS_HEADER && (at + 1 >= head.length || (head[at] == 'P' && head[at + 1] == 'E'));
    }
}
