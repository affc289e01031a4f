package org.imprimatur.web;

/**
 * Tells text that PostgreSQL stores from text that it refuses: U+0000, and surrogates without their other half, which
 * have no encoding in UTF-8.
 */
public final class StorableText {

    private StorableText() {}

    /** Whether PostgreSQL stores this text as it is. */
    public static boolean matches(CharSequence text) {
        return text.codePoints().allMatch(each -> each != 0 && Character.getType(each) != Character.SURROGATE);
    }
}
