package org.imprimatur.assets.tika;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.imprimatur.assets.Asset.Metadatum;
import org.imprimatur.text.UnicodeText;
import org.jspecify.annotations.Nullable;

/**
 * One line from the child process. What cannot be true cannot be built, on either side: a file that got hold of its child
 * might have it answer anything, and what it answers goes into the database, into headers and onto pages.
 *
 * @param number of the question
 * @param mediaType printable ASCII, at most 200 characters
 * @param metadata at most {@value #MAX_METADATA} values of at most {@value Facts#MAX_VALUE} characters
 * @param text at most {@value #MAX_TEXT} characters
 * @param thumbnailType {@code image/jpeg} or {@code image/png}; null when no thumbnail was written
 * @param notes at most {@value #MAX_NOTES} sentences of at most {@value #MAX_SENTENCE} characters
 * @param failure why the file cannot be used; null when it can
 */
record Answer(
        int number,
        String mediaType,
        Map<String, Metadatum> metadata,
        @Nullable String text,
        @Nullable String thumbnailType,
        List<String> notes,
        @Nullable String failure) {

    static final int MAX_METADATA = 50;
    static final int MAX_TEXT = 2_000_000;
    static final int MAX_NOTES = 20;
    static final int MAX_SENTENCE = 1_000;

    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]{1,50}/[!-~ ]{1,149}");
    private static final Pattern KEY = Pattern.compile("[a-z]{1,20}");
    private static final Pattern THUMBNAIL_TYPE = Pattern.compile("image/(jpeg|png)");
    private static final Pattern UNWRITABLE = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\n]]");

    /** @throws IllegalArgumentException naming what cannot be true */
    Answer {
        require(MEDIA_TYPE.matcher(mediaType).matches(), "a media type");
        metadata = Map.copyOf(metadata);
        require(metadata.size() <= MAX_METADATA, "so many metadata");
        metadata.forEach((key, found) -> require(
                KEY.matcher(key).matches()
                        && written(found.value(), Facts.MAX_VALUE)
                        && KEY.matcher(found.origin().toLowerCase(Locale.ROOT)).matches(),
                "a metadatum"));
        require(text == null || written(text, MAX_TEXT), "a text");
        require(thumbnailType == null || THUMBNAIL_TYPE.matcher(thumbnailType).matches(), "a type of thumbnail");
        notes = List.copyOf(notes);
        require(notes.size() <= MAX_NOTES, "so many notes");
        notes.forEach(note -> require(written(note, MAX_SENTENCE), "a note"));
        require(failure == null || written(failure, MAX_SENTENCE), "a failure");
    }

    private static boolean written(String words, int limit) {
        return !UnicodeText.isBlank(words)
                && words.length() <= limit
                && !UNWRITABLE.matcher(words).find();
    }

    private static void require(boolean possible, String what) {
        if (!possible) {
            throw new IllegalArgumentException("No examination ends in " + what + " like this");
        }
    }
}
