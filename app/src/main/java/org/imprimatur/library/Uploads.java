package org.imprimatur.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.OptionalLong;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletRequestContext;
import org.imprimatur.assets.AssetRefused;
import org.imprimatur.assets.Assets;
import org.imprimatur.assets.Size;
import org.imprimatur.people.Person;
import org.imprimatur.web.StorableText;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Reads an upload part by part while it comes in; no part is ever spooled to disk. */
@Component
class Uploads {

    /** What boundaries, part headers and a title may add to the file itself, in bytes. */
    private static final long AROUND_THE_FILE = DataSize.ofKilobytes(64).toBytes();

    /** What a title that comes after the file adds to it, in bytes: four for each of 255 characters, and its headers. */
    private static final long AFTER_THE_FILE = DataSize.ofKilobytes(2).toBytes();

    /** In bytes; a title has at most 255 characters. */
    private static final int TITLE_BYTES = 4_096;

    /** Enough for a name of some hundred characters in any script. */
    private static final int PART_HEADER_BYTES = 8_192;

    private final Assets assets;
    private final DataSize limit;

    Uploads(Assets assets, @Value("${imprimatur.uploads.limit:2GB}") DataSize limit) {
        this.assets = assets;
        this.limit = limit;
    }

    /** @throws AssetRefused naming the part that cannot stand */
    Assets.Received receive(String brand, Person person, HttpServletRequest request) {
        if (request.getContentLengthLong() > limit.toBytes() + AROUND_THE_FILE) {
            throw tooLarge("The upload", request.getContentLengthLong());
        }
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
        String title = null;
        for (int n = 1; parts.hasNext(); n++) {
            var part = parts.next();
            if (isTitle(part)) {
                title = title(part);
            } else if ("file".equals(part.getFieldName())) {
                refuseTooLarge(body.leftFor(n), title != null);
                return assets.receive(
                        new Assets.Upload(brand, person.id(), fileName(part), title, -1),
                        part.getInputStream(),
                        () -> titleAmong(parts));
            }
        }
        throw new AssetRefused("file", 422, "There is no file in it. Send it as the part \"file\".");
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
        try {
            var name = part.isFormField() ? null : part.getName();
            if (name == null || name.isBlank()) {
                throw new AssetRefused("file", 422, "The file has no name. Send it with one.");
            }
            return name;
        } catch (InvalidPathException e) {
            return e.getInput(); // the store makes it harmless
        }
    }

    private static @Nullable String title(FileItemInput part) throws IOException {
        var bytes = part.getInputStream().readNBytes(TITLE_BYTES + 1);
        if (bytes.length > TITLE_BYTES) {
            throw new AssetRefused("title", 422, "The title has more than " + TITLE_BYTES + " bytes.");
        }
        var title = new String(bytes, UTF_8).strip();
        if (!StorableText.matches(title)) {
            throw new AssetRefused("title", 422, "The title holds a character that cannot be stored. Remove it.");
        }
        return title.isEmpty() ? null : title;
    }
}
