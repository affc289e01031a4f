package org.imprimatur.connections;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;
import org.imprimatur.people.Person;
import org.springframework.util.unit.DataSize;

/** How many bytes of a request's body are read, whoever reads them. */
final class BodyLimit {

    /** Of any body but an upload; JSON has a limit of its own, and it is the same. The longest post has some tens of kilobytes. */
    static final DataSize MOST = DataSize.ofKilobytes(512);

    private final long upload;

    /**
     * @param uploads the largest file that is taken. Twice as much is read, so that a program which sends a larger one
     *     comes to its end and reads the refusal
     */
    BodyLimit(DataSize uploads) {
        upload = 2 * uploads.toBytes();
    }

    /** In bytes, as far as it is known now who sends it. */
    long of(HttpServletRequest request) {
        return request.getAttribute(Person.class.getName()) instanceof Person ? atMost(request) : MOST.toBytes();
    }

    /** The most that this request may have, whoever turns out to have sent it; in bytes. */
    long atMost(HttpServletRequest request) {
        return isUpload(request) ? upload : MOST.toBytes();
    }

    static boolean isForm(HttpServletRequest request) {
        return type(request).startsWith("application/x-www-form-urlencoded");
    }

    static boolean isUpload(HttpServletRequest request) {
        return "POST".equals(request.getMethod()) && type(request).startsWith("multipart/form-data");
    }

    private static String type(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getContentType(), "").strip().toLowerCase(Locale.ROOT);
    }
}
