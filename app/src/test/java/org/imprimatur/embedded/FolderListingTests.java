package org.imprimatur.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.assets.AssetStore.Stored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderListingTests {

    /** In the order of their bytes; a slash comes after a minus and before a digit. */
    private static final List<String> KEYS =
            List.of("original-copy", "original/a", "original/b/c", "original/b0", "original0", "thumbnail/a", "z");

    private final Path bucket;

    FolderListingTests(@TempDir Path bucket) {
        this.bucket = bucket;
    }

    @Test
    void aStoreThatHasNoFolderYetIsEmpty() {
        assertThat(keys(new FolderListing(bucket.resolve("missing")), "")).isEmpty();
    }

    @Test
    void listsFilesInTheOrderOfTheirKeys() throws IOException {
        write(KEYS);

        assertThat(keys(new FolderListing(bucket), "")).isEqualTo(KEYS);
    }

    @Test
    void listsWhatFollowsAnyKeyAlsoOneThatIsGone() throws IOException {
        write(KEYS);
        var listing = new FolderListing(bucket);

        for (int from = 0; from < KEYS.size(); from++) {
            assertThat(keys(listing, KEYS.get(from))).isEqualTo(KEYS.subList(from + 1, KEYS.size()));
        }
        assertThat(keys(listing, "original/aa")).isEqualTo(KEYS.subList(2, KEYS.size()));
        assertThat(keys(listing, "original/b/")).isEqualTo(KEYS.subList(2, KEYS.size()));
        assertThat(keys(listing, "zz")).isEmpty();
    }

    @Test
    void leavesOutUploadsInPartsAndEmptyFolders() throws IOException {
        write(List.of(".mpus-1/part", ".s3proxy-mpu-stub-2", "a"));
        Files.createDirectory(bucket.resolve("empty"));

        assertThat(keys(new FolderListing(bucket), "")).containsExactly("a");
    }

    @Test
    void saysHowLargeAndHowOldAnObjectIs() throws IOException {
        write(List.of("a"));
        var at = Instant.parse("2026-03-29T01:30:00Z");
        Files.setLastModifiedTime(bucket.resolve("a"), FileTime.from(at));

        assertThat(new FolderListing(bucket).after("").next()).isEqualTo(new Stored("a", 1, at));
    }

    @Test
    void skipsWhatIsRemovedMeanwhile() throws IOException {
        write(List.of("a", "b", "c/d"));
        var objects = new FolderListing(bucket).after("");
        objects.next();
        Files.delete(bucket.resolve("b"));
        Files.delete(bucket.resolve("c/d"));
        Files.delete(bucket.resolve("c"));

        assertThat(objects.hasNext()).isFalse();
    }

    private void write(List<String> keys) throws IOException {
        for (var key : keys) {
            Files.createDirectories(bucket.resolve(key).getParent());
            Files.writeString(bucket.resolve(key), "x");
        }
    }

    private static List<String> keys(FolderListing listing, String after) {
        var keys = new ArrayList<String>();
        listing.after(after).forEachRemaining(stored -> keys.add(stored.key()));
        return keys;
    }
}
