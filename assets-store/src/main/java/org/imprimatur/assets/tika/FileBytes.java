package org.imprimatur.assets.tika;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file, read through a small buffer from wherever they are wanted; numbers are big-endian at first. */
class FileBytes implements Closeable {

    private static final int BUFFER = 64 * 1024;

    private final FileChannel channel;
    private final long length;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long begin; // of the buffer, in the file

    FileBytes(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        length = channel.size();
    }

    FileBytes order(ByteOrder order) {
        buffer.order(order);
        return this;
    }

    long length() {
        return length;
    }

    long position() {
        return begin + buffer.position();
    }

    /** May lie beyond the end; nothing can be read there. */
    void seek(long position) {
        if (position >= begin && position <= begin + buffer.limit()) {
            buffer.position((int) (position - begin));
        } else {
            begin = position;
            buffer.position(0).limit(0);
        }
    }

    void skip(long bytes) {
        seek(position() + bytes);
    }

    /** Whether so many bytes follow. */
    boolean has(long bytes) {
        return bytes >= 0 && bytes <= length - position();
    }

    /** The next byte, 0 to 255; -1 at the end. */
    int read() throws IOException {
        if (!buffer.hasRemaining() && !fill()) {
            return -1;
        }
        return buffer.get() & 0xFF;
    }

    private boolean fill() throws IOException {
        begin = position();
        buffer.clear();
        var read = begin >= length ? -1 : channel.read(buffer, begin);
        buffer.flip();
        return read > 0;
    }

    /** @throws EOFException when the file ends before */
    int u8() throws IOException {
        var read = read();
        if (read < 0) {
            throw new EOFException();
        }
        return read;
    }

    /** @throws EOFException when the file ends before */
    int u16() throws IOException {
        return number(Short.BYTES).getShort() & 0xFFFF;
    }

    /** @throws EOFException when the file ends before */
    long u32() throws IOException {
        return number(Integer.BYTES).getInt() & 0xFFFFFFFFL;
    }

    /**
     * Numbers that no file is as long as are told as {@link Long#MAX_VALUE}.
     *
     * @throws EOFException when the file ends before
     */
    long u64() throws IOException {
        var value = number(Long.BYTES).getLong();
        return value < 0 ? Long.MAX_VALUE : value;
    }

    private ByteBuffer number(int size) throws IOException {
        return ByteBuffer.wrap(bytes(size)).order(buffer.order());
    }

    /** @throws EOFException when the file ends before */
    byte[] bytes(int count) throws IOException {
        var bytes = new byte[count];
        for (var n = 0; n < count; ) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new EOFException();
            }
            var part = Math.min(count - n, buffer.remaining());
            buffer.get(bytes, n, part);
            n += part;
        }
        return bytes;
    }

    /** Four characters, as formats name their parts. */
    String fourCharacters() throws IOException {
        return new String(bytes(4), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
