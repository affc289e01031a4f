package org.imprimatur.assets;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences about files, from {@code files.properties}. Also read in the child process, without Spring. */
public final class FileTexts {

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle(
            "org.imprimatur.assets.files",
            Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

    private FileTexts() {}

    /** @throws java.util.MissingResourceException when there is no such text */
    public static String of(String key, Object... values) {
        return new MessageFormat(TEXTS.getString(key), Locale.ENGLISH).format(values);
    }

    /** The text as a sentence begins: with a capital letter. */
    public static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ENGLISH) + text.substring(1);
    }
}
