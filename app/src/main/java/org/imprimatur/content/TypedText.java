package org.imprimatur.content;

import java.util.Locale;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.web.InvalidInput;

/** What a person may type into a field: bounded, and without characters that nobody sees. */
final class TypedText {

    /** Titles, in graphemes. */
    static final int TITLE_LIMIT = 200;
    /** Texts that can be saved, in graphemes, whatever the channel takes. */
    static final int TEXT_LIMIT = 20_000;
    /** Alternative texts, in graphemes. */
    static final int ALT_LIMIT = 1_500;

    private static final int REASON_LIMIT = 1_000;
    /** One grapheme may pile up marks without end, so the storage is bounded as well: UTF-16 units per grapheme. */
    private static final int UNITS_PER_GRAPHEME = 8;

    private TypedText() {}

    static String title(String field, String typed) {
        var title = checked(field, UnicodeText.strip(typed), TITLE_LIMIT);
        if (title.isEmpty()) {
            throw new InvalidInput(field, "Give it a title, so that people find it again.");
        }
        if (!UnicodeText.isOneLine(title)) {
            throw new InvalidInput(field, "A title is one line.");
        }
        UnicodeText.directionControl(title).ifPresent(found -> {
            throw new InvalidInput(
                    field,
                    "The title has a character that changes the direction of the text around it: " + found
                            + ". Delete it, or type the title again.");
        });
        return title;
    }

    static String text(String field, String typed) {
        return checked(field, typed, TEXT_LIMIT);
    }

    /** Why somebody did what others have to know about. */
    static String reason(String field, String typed) {
        var reason = checked(field, UnicodeText.strip(typed), REASON_LIMIT);
        if (reason.isEmpty()) {
            throw new InvalidInput(field, "Say why, so that the people who approved it know.");
        }
        return reason;
    }

    static String alt(String field, String typed) {
        return checked(field, UnicodeText.strip(typed), ALT_LIMIT);
    }

    /** The beginning of what was typed, for a message. */
    static String brief(String typed) {
        return typed.length() > 40 ? typed.substring(0, 40) + "…" : typed;
    }

    /** {@code 2,012}. */
    static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String checked(String field, String typed, int limit) {
        var text = typed.replace("\r\n", "\n").replace('\r', '\n');
        UnicodeText.unreadable(text).ifPresent(found -> {
            throw new InvalidInput(field, "There is a character nobody can see in it (" + found + "). Type it anew.");
        });
        if (text.length() > limit * UNITS_PER_GRAPHEME) {
            throw new InvalidInput(field, "Longer than can be saved: at most " + number(limit) + " characters.");
        }
        var count = Graphemes.count(text);
        if (count > limit) {
            throw new InvalidInput(
                    field,
                    number(count) + " of " + number(limit) + " characters. Take out " + number(count - limit)
                            + " to save.");
        }
        return text;
    }
}
