package org.imprimatur.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.imprimatur.assets.AssetStore.Stored;
import org.imprimatur.assets.ObjectListing;
import org.jspecify.annotations.Nullable;

/**
 * Lists the objects of the embedded store by its folder. Its server reads and sorts all of its files for each page of a
 * list, which takes longer than a request may once there are some ten thousand.
 *
 * <p>The names of one folder at a time are in memory; each file is looked at when it is its turn.
 *
 * @param bucket folder in which each object is a file, named by its key
 */
record FolderListing(Path bucket) implements ObjectListing {

    @Override
    public Iterator<Stored> after(String key) {
        return new Walk(key);
    }

    /** Depth first; a folder's place is that of its name with a slash, as keys sort. */
    private final class Walk implements Iterator<Stored> {

        private final String begin;
        private final Deque<Iterator<Entry>> open = new ArrayDeque<>();
        private @Nullable Stored next;

        Walk(String begin) {
            this.begin = begin;
            if (Files.isDirectory(bucket)) {
                open.push(entries("").iterator());
            }
        }

        @Override
        public boolean hasNext() {
            while (next == null && !open.isEmpty()) {
                if (!open.getFirst().hasNext()) {
                    open.pop();
                    continue;
                }
                var entry = open.getFirst().next();
                if (entry.folder()) {
                    open.push(entries(entry.key()).iterator());
                } else {
                    next = stored(entry.key());
                }
            }
            return next != null;
        }

        @Override
        public Stored next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            var found = next;
            next = null;
            return found;
        }

        private List<Entry> entries(String folder) {
            var entries = new ArrayList<Entry>();
            try (var paths = Files.newDirectoryStream(bucket.resolve(folder), path -> isWanted(folder, path))) {
                for (var path : paths) {
                    var isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                    var entry = new Entry(folder + path.getFileName() + (isFolder ? "/" : ""));
                    if ((isFolder && begin.startsWith(entry.key()))
                            || ObjectListing.ORDER.compare(entry.key(), begin) > 0) {
                        entries.add(entry);
                    }
                }
            } catch (NoSuchFileException removed) {
                return List.of(); // with its last object
            } catch (DirectoryIteratorException e) {
                throw new UncheckedIOException(e.getCause());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            entries.sort(null);
            return entries;
        }

        /** Parts of uploads that are not whole yet are no objects. */
        private static boolean isWanted(String folder, Path path) {
            return !folder.isEmpty() || !S3Server.isPartOfUpload(path.getFileName());
        }

        private @Nullable Stored stored(String key) {
            try {
                var attributes =
                        Files.readAttributes(bucket.resolve(key), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return new Stored(
                        key, attributes.size(), attributes.lastModifiedTime().toInstant());
            } catch (NoSuchFileException removed) {
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A file or folder, kept as bytes: they sort fast and take half the memory. */
    private static final class Entry implements Comparable<Entry> {

        private final byte[] bytes;

        Entry(String key) {
            bytes = key.getBytes(UTF_8);
        }

        String key() {
            return new String(bytes, UTF_8);
        }

        boolean folder() {
            return bytes[bytes.length - 1] == '/';
        }

        @Override
        public int compareTo(Entry other) {
            return Arrays.compareUnsigned(bytes, other.bytes);
        }
    }
}
