package org.imprimatur.assets.tika;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.assets.FileFormat;
import org.imprimatur.assets.Size;
import org.jspecify.annotations.Nullable;

/**
 * The boxes of an MP4, a QuickTime film or a HEIF picture (ISO/IEC 14496-12): a chain, each box with its length. A film
 * needs {@code moov}, its index, which may stand before or after {@code mdat}, its content.
 */
final class BoxStructure {

    private static final Pattern TYPE = Pattern.compile("[ -~\\u00A9]{4}");

    /** Boxes that lead to the index of chunks. */
    private static final Set<String> ON_THE_WAY = Set.of("trak", "mdia", "minf", "stbl");

    /** Boxes and levels beyond these are not looked at: enough for any real file, and they end. */
    private static final int BOXES = 100_000;

    private static final int LEVELS = 8;

    private final FileBytes bytes;
    private final Set<String> found = new HashSet<>();
    private int boxes;
    private long lastChunk;

    /** Where the chain leads; beyond the length of the file when it is cut. */
    private long end;

    private boolean broken;

    private BoxStructure(FileBytes bytes) {
        this.bytes = bytes;
    }

    static Completeness.Result video(FileBytes bytes) throws IOException {
        var film = new BoxStructure(bytes);
        film.chain();
        if (film.found.isEmpty()) {
            return Completeness.Result.WHOLE; // no such file: sound in another container
        }
        if (film.end > bytes.length()) {
            return Completeness.Result.failed("truncated.video", Size.of(bytes.length()), Size.of(film.end));
        }
        if (film.broken) {
            return Completeness.Result.failed("damaged.chain", FileFormat.MP4.noun());
        }
        if (!film.found.contains("moov")) {
            return Completeness.Result.failed("video.index");
        }
        if (!film.found.contains("mdat")) {
            return Completeness.Result.failed("video.content");
        }
        return film.lastChunk > bytes.length()
                ? Completeness.Result.failed("video.index-beyond")
                : Completeness.Result.WHOLE;
    }

    static Completeness.Result picture(FileBytes bytes, FileFormat format) throws IOException {
        var picture = new BoxStructure(bytes);
        picture.chain();
        if (picture.end > bytes.length()) {
            return Completeness.Result.failed("truncated.bytes", Size.of(bytes.length()), Size.of(picture.end));
        }
        return picture.broken ? Completeness.Result.failed("damaged.chain", format.noun()) : Completeness.Result.WHOLE;
    }

    private void chain() throws IOException {
        var at = 0L;
        while (at < bytes.length() && boxes < BOXES) {
            var box = box(at, bytes.length());
            if (box == null) {
                broken = !found.contains("moov") && !found.contains("meta"); // what follows a whole file is not its own
                end = at;
                return;
            }
            found.add(box.type);
            end = box.end;
            if (box.type.equals("moov")) {
                index(box, 0);
            }
            at = box.end;
        }
    }

    /** Null where no box begins. */
    private @Nullable Box box(long at, long outerEnd) throws IOException {
        boxes++;
        bytes.seek(at);
        if (!bytes.has(8)) {
            return null;
        }
        var size = bytes.u32();
        var type = bytes.fourCharacters();
        if (!TYPE.matcher(type).matches()) {
            return null;
        }
        var header = 8;
        if (size == 1) {
            if (!bytes.has(8)) {
                return null;
            }
            size = bytes.u64();
            header = 16;
        } else if (size == 0) {
            size = outerEnd - at; // to the end
        }
        return size < header ? null : new Box(type, at + header, at + Math.min(size, Long.MAX_VALUE - at));
    }

    /** Finds the last chunk that the index of a film names; an index that cannot be read names none. */
    private void index(Box outer, int level) throws IOException {
        var at = outer.begin;
        while (at < outer.end && at < bytes.length() && level < LEVELS && boxes < BOXES) {
            var box = box(at, outer.end);
            if (box == null) {
                return;
            }
            if (ON_THE_WAY.contains(box.type)) {
                index(box, level + 1);
            } else if (box.type.equals("stco") || box.type.equals("co64")) {
                chunks(box);
            }
            at = box.end;
        }
    }

    private void chunks(Box box) throws IOException {
        bytes.seek(box.begin + 4); // version and flags
        try {
            var count = bytes.u32();
            var wide = box.type.equals("co64");
            if (count > 0 && count <= (box.end - box.begin - 8) / (wide ? 8 : 4)) {
                bytes.skip((count - 1) * (wide ? 8 : 4)); // they are in order
                lastChunk = Math.max(lastChunk, wide ? bytes.u64() : bytes.u32());
            }
        } catch (EOFException e) {
            // the box itself reaches beyond the end, and that is told
        }
    }

    private record Box(String type, long begin, long end) {}
}
