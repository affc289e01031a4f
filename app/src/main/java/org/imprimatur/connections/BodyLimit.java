package org.imprimatur.connections;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;
import org.imprimatur.people.Person;
import org.springframework.util.unit.DataSize;

/** How many bytes of a request's body are read, whoever reads them. */
final class BodyLimit {

    /**
     * Of a form, and of any body of somebody who is not signed in. Forms are read before it is known who sends them; the
     * longest post with all its texts has some tens of kilobytes.
     */
    static final DataSize FORM = DataSize.ofKilobytes(512);

    /** Of any other body but an upload. JSON has a limit of its own, and it is the same. */
    static final DataSize SIGNED_IN = DataSize.ofBytes(4_000_000);

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
        return request.getAttribute(Person.class.getName()) instanceof Person ? atMost(request) : FORM.toBytes();
    }

    /** The most that this request may have, whoever turns out to have sent it; in bytes. */
    long atMost(HttpServletRequest request) {
        return isUpload(request) ? upload : isForm(request) ? FORM.toBytes() : SIGNED_IN.toBytes();
    }

    static boolean isForm(HttpServletRequest request) {
        return type(request).startsWith("application/x-www-form-urlencoded");
    }

    private static boolean isUpload(HttpServletRequest request) {
        return "POST".equals(request.getMethod()) && type(request).startsWith("multipart/form-data");
    }

    private static String type(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getContentType(), "").strip().toLowerCase(Locale.ROOT);
    }
}
