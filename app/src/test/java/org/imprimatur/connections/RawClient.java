package org.imprimatur.connections;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A client that sends what it likes and reads as slowly as it likes. */
final class RawClient implements AutoCloseable {

    private final Socket socket = new Socket();

    RawClient(int port) {
        this(port, 0);
    }

    /** @param receiveBuffer in bytes; 0 for the system's */
    RawClient(int port, int receiveBuffer) {
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param lines joined and ended as HTTP has it */
    RawClient sends(String... lines) {
        if (lines.length == 0) {
            return this;
        }
        try {
            write(String.join("\r\n", lines) + "\r\n");
        } catch (IOException closed) {
            // what the server does to connections is looked at by reading
        }
        return this;
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** Whether something of an answer, or its end, has come. */
    boolean hasAnswer() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    OutputStream body() throws IOException {
        return socket.getOutputStream();
    }

    /** The first line of the answer; empty when the server closed the connection without one. */
    String status(int withinMillis) {
        try {
            socket.setSoTimeout(withinMillis);
            var line = new StringBuilder();
            for (var next = socket.getInputStream().read();
                    next >= 0 && next != '\n';
                    next = socket.getInputStream().read()) {
                line.append((char) next);
            }
            return line.toString().strip();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("No answer within " + withinMillis + " ms", e);
        } catch (IOException closed) {
            return "";
        }
    }

    /** Waits until the server reads the body of a request that expects to be told so. */
    void isAskedForTheBody(int withinMillis) {
        if (!status(withinMillis).contains(" 100") || !status(withinMillis).isEmpty()) {
            throw new AssertionError("The server does not ask for the body");
        }
    }

    /** Sends one byte at a time until the server closes the connection; whether it did before so many were sent. */
    boolean isClosedWhileDripping(int most) {
        var answer = new byte[8_192];
        try {
            socket.setSoTimeout(20); // ms between two bytes
            for (var sent = 0; sent < most; sent++) {
                write("x");
                try {
                    while (socket.getInputStream().read(answer) >= 0) {} // what it says before it closes
                    return true;
                } catch (SocketTimeoutException stillOpen) {
                    // the next byte
                }
            }
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
