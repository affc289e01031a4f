package org.imprimatur.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletRequestContext;
import org.imprimatur.FieldErrors;
import org.imprimatur.InvalidFields;
import org.imprimatur.approval.Decision;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetRefused;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.assets.Size;
import org.imprimatur.people.Person;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.web.CreationBudget;
import org.imprimatur.web.StorableText;
import org.imprimatur.web.Times;
import org.imprimatur.web.TooOften;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Reads an upload part by part while it comes in; no part is ever spooled to disk. */
@Component
class Uploads {

    /** What boundaries, part headers and a title may add to the file itself, in bytes. */
    private static final long AROUND_THE_FILE = DataSize.ofKilobytes(64).toBytes();

    /** What a title that comes after the file adds to it, in bytes: four for each of 255 characters, and its headers. */
    private static final long AFTER_THE_FILE = DataSize.ofKilobytes(2).toBytes();

    private static final int INVALID = 422;

    /** In bytes; a title has at most 255 characters. */
    private static final int TITLE_BYTES = 4_096;

    /** Enough for a name of some hundred characters in any script. */
    private static final int PART_HEADER_BYTES = 8_192;

    private final Assets assets;
    private final Reopening reopening;
    private final Times times;
    private final MessageSource messages;
    private final CreationBudget budget;
    private final DataSize limit;

    Uploads(
            Assets assets,
            Reopening reopening,
            Times times,
            MessageSource messages,
            CreationBudget budget,
            @Value("${imprimatur.uploads.limit:2GB}") DataSize limit) {
        this.assets = assets;
        this.reopening = reopening;
        this.times = times;
        this.messages = messages;
        this.budget = budget;
        this.limit = limit;
    }

    /**
     * @throws InvalidFields naming each part that cannot stand, before any byte of the file is kept
     * @throws AssetRefused when the file is too large, or cannot be stored
     * @throws TooOften when this person uploads more than a minute allows
     * @throws RejectedBefore when these bytes were rejected
     */
    Assets.Received receive(String brand, Person person, HttpServletRequest request) {
        var received = accept(brand, person, request);
        if (received.duplicate() && received.asset().state() == AssetState.REJECTED) {
            throw rejected(received.asset(), person);
        }
        return received;
    }

    private RejectedBefore rejected(Asset asset, Person person) {
        var rejection = reopening.rejection(asset);
        var at = rejection.map(Decision::at).orElse(null);
        var by = rejection.map(Decision::person).orElse(null);
        var comment = rejection.map(Decision::comment).orElse(null);
        return new RejectedBefore(
                asset,
                at,
                by,
                comment,
                at == null
                        ? say("upload.rejected.unknown")
                        : say("upload.rejected", by, times.words(at, person.zone()), comment == null ? "" : comment));
    }

    private String say(String key, @Nullable Object... values) {
        return messages.getMessage(key, values, LocaleContextHolder.getLocale());
    }

    private Assets.Received accept(String brand, Person person, HttpServletRequest request) {
        if (request.getContentLengthLong() > limit.toBytes() + AROUND_THE_FILE) {
            throw tooLarge("The upload", request.getContentLengthLong());
        }
        return budget.upload(person, () -> receivePart(brand, person, request));
    }

    private Assets.Received receivePart(String brand, Person person, HttpServletRequest request) {
        try {
            return read(brand, person, request);
        } catch (FileUploadException e) {
            throw new AssetRefused("file", 400, "This is no upload in parts (multipart/form-data) that can be read.");
        } catch (IOException | UncheckedIOException e) {
            throw new AssetRefused("file", 400, "The upload broke off. Nothing of it is kept; send it again.");
        }
    }

    private Assets.Received read(String brand, Person person, HttpServletRequest request) throws IOException {
        var upload = new JakartaServletFileUpload<>();
        upload.setHeaderCharset(UTF_8);
        upload.setMaxPartHeaderSize(PART_HEADER_BYTES);
        var body = body(upload, request);
        var parts = upload.getItemIterator(new JakartaServletRequestContext(request) {
            @Override
            public InputStream getInputStream() {
                return body;
            }
        });
        var errors = new FieldErrors();
        String title = null;
        for (int n = 1; parts.hasNext(); n++) {
            var part = parts.next();
            if (isTitle(part)) {
                title = collected(errors, () -> title(part), null);
            } else if ("file".equals(part.getFieldName())) {
                var name = collected(errors, () -> fileName(part), "");
                if (!errors.isEmpty()) {
                    requireContent(part, errors);
                    errors.throwIfAny();
                }
                refuseTooLarge(body.leftFor(n), title != null);
                return received(new Assets.Upload(brand, person.id(), name, title, -1), part, parts);
            }
        }
        errors.add("file", "There is no file in it. Send it as the part \"file\".");
        throw new InvalidFields(errors.list());
    }

    private Assets.Received received(Assets.Upload upload, FileItemInput part, FileItemInputIterator parts)
            throws IOException {
        try {
            return assets.receive(upload, part.getInputStream(), () -> titleAmong(parts));
        } catch (AssetRefused e) {
            if (e.status() != INVALID || !e.field().equals("file") || upload.title() != null) {
                throw e;
            }
            var errors = new FieldErrors();
            errors.add(e.field(), String.valueOf(e.getMessage()));
            collected(errors, () -> titleAmong(parts), null);
            throw new InvalidFields(errors.list());
        }
    }

    /** A part of which something is wrong, besides what is wrong with others. */
    private static void requireContent(FileItemInput part, FieldErrors errors) throws IOException {
        if (part.getInputStream().read() < 0) {
            errors.add("file", "The file is empty.");
        }
    }

    /** Reads something and keeps why it cannot stand, so that all is told at once. */
    private static <T extends @Nullable Object> T collected(FieldErrors errors, Reading<T> reading, T otherwise)
            throws IOException {
        try {
            return reading.read();
        } catch (AssetRefused e) {
            if (e.status() != INVALID) {
                throw e;
            }
            errors.add(e.field(), String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    /** Reads a part. */
    private interface Reading<T extends @Nullable Object> {
        T read() throws IOException;
    }

    private static UploadBody body(AbstractFileUpload<?, ?, ?> upload, HttpServletRequest request) throws IOException {
        var boundary = upload.getBoundary(request.getContentType());
        return new UploadBody(
                request.getInputStream(),
                request.getContentLengthLong(),
                boundary == null ? "" : new String(boundary, ISO_8859_1));
    }

    /**
     * Before the file is read, where its size is known: to the byte when the title has come already, within
     * {@link #AFTER_THE_FILE} when it may still follow. What slips through is cut off at the limit.
     */
    private void refuseTooLarge(OptionalLong left, boolean titled) {
        if (left.isPresent() && left.getAsLong() - (titled ? 0 : AFTER_THE_FILE) > limit.toBytes()) {
            throw tooLarge("The file", left.getAsLong());
        }
    }

    private AssetRefused tooLarge(String what, long size) {
        return new AssetRefused(
                "file",
                413,
                what + " has " + Size.of(size) + ", a file at most " + Size.of(limit.toBytes())
                        + ". Nothing of it was kept.");
    }

    /** Parts come in the order in which they were sent, and some send the title after the file. */
    private static @Nullable String titleAmong(FileItemInputIterator parts) {
        try {
            while (parts.hasNext()) {
                var part = parts.next();
                if (isTitle(part)) {
                    return title(part);
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTitle(FileItemInput part) {
        return "title".equals(part.getFieldName()) && part.isFormField();
    }

    private static String fileName(FileItemInput part) {
        var disposition = part.getHeaders().getHeader("Content-Disposition");
        var name = part.isFormField() ? null : UploadName.in(disposition);
        if (name == null || UnicodeText.isBlank(name)) {
            throw new AssetRefused("file", INVALID, "The file has no name. Send it with one.");
        }
        Assets.checkFileName(name);
        return name;
    }

    private static @Nullable String title(FileItemInput part) throws IOException {
        var bytes = part.getInputStream().readNBytes(TITLE_BYTES + 1);
        if (bytes.length > TITLE_BYTES) {
            throw new AssetRefused("title", INVALID, "The title has more than " + TITLE_BYTES + " bytes.");
        }
        var title = UnicodeText.strip(new String(bytes, UTF_8));
        if (!StorableText.matches(title)) {
            throw new AssetRefused("title", INVALID, "The title holds a character that cannot be stored. Remove it.");
        }
        Assets.checkTitle(title);
        return title.isEmpty() ? null : title;
    }
}
