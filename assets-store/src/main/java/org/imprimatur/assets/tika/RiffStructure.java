package org.imprimatur.assets.tika;

import java.io.IOException;
import java.nio.ByteOrder;
import org.imprimatur.assets.FileFormat;
import org.imprimatur.assets.Size;

/** The chunks of a WebP, which is a RIFF file (RFC 9649): its header says how long it is. */
final class RiffStructure {

    private RiffStructure() {}

    static Completeness.Result check(FileBytes bytes) throws IOException {
        bytes.order(ByteOrder.LITTLE_ENDIAN).seek(4);
        var end = 8 + bytes.u32();
        if (end > bytes.length() + 1) { // some writers leave the last padding byte out
            return Completeness.Result.failed("truncated.bytes", Size.of(bytes.length()), Size.of(end));
        }
        bytes.skip(4); // WEBP
        var pictures = 0;
        while (bytes.position() + 8 <= end && bytes.has(8)) {
            var type = bytes.fourCharacters();
            var length = bytes.u32();
            if (length > end - bytes.position()) {
                return Completeness.Result.failed("damaged.chain", FileFormat.WEBP.noun());
            }
            if (type.startsWith("VP8 ") || type.startsWith("VP8L") || type.startsWith("ANMF")) {
                pictures++;
            }
            bytes.skip(length + (length & 1));
        }
        return pictures == 0 ? Completeness.Result.failed("truncated.header") : Completeness.Result.WHOLE;
    }
}
