package org.imprimatur.assets;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The assets of all brands. Whoever calls has checked that the person may. */
@Service
public class Assets {

    /**
     * Stores an upload: hashed while it streams, written once, made real by its row. The same bytes in the same brand
     * give the asset that is there.
     *
     * @throws AssetRefused when it is too large, empty, or its name cannot be used
     */
    public Received receive(Upload upload, InputStream content) {
        throw new IllegalStateException("being built");
    }

    /** @throws AssetRefused 404 when there is none */
    public Asset get(AssetId id) {
        throw new IllegalStateException("being built");
    }

    public Optional<Asset> find(AssetId id) {
        throw new IllegalStateException("being built");
    }

    /** Several at once, in one query; what is missing is absent. */
    public Map<AssetId, Asset> all(Collection<AssetId> ids) {
        throw new IllegalStateException("being built");
    }

    /** Newest first. {@code query} looks into titles, names, keywords and extracted text. */
    public Page search(
            String brand, @Nullable String query, @Nullable AssetState state, @Nullable String after, int limit) {
        throw new IllegalStateException("being built");
    }

    /** How many assets a brand has in each state. */
    public Map<AssetState, Integer> counts(String brand) {
        throw new IllegalStateException("being built");
    }

    /** The bytes, or a part of them. The caller closes it. */
    public Content open(Asset asset, long offset, long length) {
        throw new IllegalStateException("being built");
    }

    /** The thumbnail, a JPEG or PNG of at most 640 pixels on its longer side. The caller closes it. */
    public Optional<Content> thumbnail(AssetId id) {
        throw new IllegalStateException("being built");
    }

    /** A cataloged asset takes the state that its approval led to. Joins the caller's transaction. */
    public void became(AssetId id, AssetState state) {
        throw new IllegalStateException("being built");
    }

    /**
     * What is known of an upload before its first byte.
     *
     * @param title null to use the file's name
     * @param length of the content in bytes, -1 when unknown; checked before anything is read, and the stream is cut at
     *     the limit
     */
    public record Upload(
            String brand,
            String person,
            String fileName,
            @Nullable String title,
            long length) {}

    /** @param duplicate whether the bytes were there already */
    public record Received(Asset asset, boolean duplicate) {}

    /** @param next cursor of the following page; null at the end */
    public record Page(List<Asset> items, @Nullable String next) {}

    /** @param length of {@code stream} in bytes */
    public record Content(InputStream stream, String mediaType, long length) implements AutoCloseable {
        @Override
        public void close() throws java.io.IOException {
            stream.close();
        }
    }
}
