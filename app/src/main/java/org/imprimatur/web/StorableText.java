package org.imprimatur.web;

/**
 * Tells text that PostgreSQL stores from text that it refuses: U+0000, and surrogates without their other half, which
 * have no encoding in UTF-8.
 */
public final class StorableText {

    private StorableText() {}

    /** Whether PostgreSQL stores this text as it is. */
    public static boolean matches(CharSequence text) {
        return text.codePoints().allMatch(StorableText::isStorable);
    }

    /** The text without what PostgreSQL does not store. */
    static String cleaned(String text) {
        return text.codePoints()
                .filter(StorableText::isStorable)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isStorable(int character) {
        return character != 0 && Character.getType(character) != Character.SURROGATE;
    }
}
