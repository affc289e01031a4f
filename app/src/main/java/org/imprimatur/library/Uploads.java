package org.imprimatur.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.imprimatur.assets.AssetRefused;
import org.imprimatur.assets.Assets;
import org.imprimatur.assets.Size;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Reads an upload part by part while it comes in; no part is ever spooled to disk. */
@Component
class Uploads {

    /** What boundaries, part headers and a title may add to the file itself. */
    private static final long AROUND_THE_FILE = DataSize.ofKilobytes(64).toBytes();

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
            throw new AssetRefused(
                    "file",
                    413,
                    "The upload has " + Size.of(request.getContentLengthLong()) + ", a file at most "
                            + Size.of(limit.toBytes()) + ". Nothing of it was read.");
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
        String title = null;
        for (var parts = upload.getItemIterator(request); parts.hasNext(); ) {
            var part = parts.next();
            if (isTitle(part)) {
                title = title(part);
            } else if ("file".equals(part.getFieldName())) {
                return assets.receive(
                        new Assets.Upload(brand, person.id(), fileName(part), title, -1),
                        part.getInputStream(),
                        () -> titleAmong(parts));
            }
        }
        throw new AssetRefused("file", 422, "There is no file in it. Send it as the part \"file\".");
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
        return title.isEmpty() ? null : title;
    }
}
