package org.imprimatur.assets;

import java.util.Locale;

/** Sizes in words: exact in bytes, and the larger unit for people. */
public final class Size {

    private static final String[] UNITS = {"KB", "MB", "GB", "TB"};

    private Size() {}

    public static String of(long bytes) {
        if (bytes < 1024) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        var rounded = String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
        return rounded + " " + UNITS[unit] + " (" + String.format(Locale.ROOT, "%,d", bytes) + " bytes)";
    }
}
