package org.imprimatur.assets;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.OptionalLong;
import org.slf4j.LoggerFactory;

/**
 * Where bytes lie, under random keys that are written once. Only the plain core of S3 that every server honours.
 *
 * <p>Unless they say otherwise, methods throw {@link AssetRefused} with status 503 when the store does not answer as it
 * should.
 */
public interface AssetStore {

    /** The length of content that is not known before it ends. */
    long UNKNOWN = -1;

    /**
     * Writes an object, with constant memory and without a copy on disk. When the content fails while it is read,
     * nothing is stored.
     *
     * @param length in bytes or {@link #UNKNOWN}
     * @throws IOException what {@code content} threw; an EOFException when it ended before {@code length}
     */
    void put(String key, InputStream content, long length, String mediaType) throws IOException;

    /**
     * The bytes from {@code offset} on. The caller closes it.
     *
     * @param length in bytes, at least 1; {@link #UNKNOWN} for all to the end
     * @throws AssetRefused 404 when there is no such object
     */
    InputStream open(String key, long offset, long length);

    /** In bytes; empty when there is no such object. */
    OptionalLong size(String key);

    /** Removing what is not there is no error. */
    void remove(String key);

    /** Removes what no row names, or leaves it to the reconcile when the store does not answer. */
    default void removeOrLeave(String key) {
        try {
            remove(key);
        } catch (AssetRefused e) {
            LoggerFactory.getLogger(AssetStore.class)
                    .info("Object {} stays until the next reconcile: {}", key, e.getMessage());
        }
    }

    /** An object in the bucket. */
    record Stored(String key, long size, Instant modified) {}
}
