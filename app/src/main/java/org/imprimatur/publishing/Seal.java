package org.imprimatur.publishing;

import java.util.Locale;

/** The seal: sixteen ticks around a dot, one per leading hex digit of a hash. */
final class Seal {

    private static final double CENTRE = 12;
    private static final double INNER = 5.2;
    private static final double SHORTEST = 1.4;
    private static final double PER_DIGIT = 0.32;
    private static final int TICKS = 16;

    private Seal() {}

    /** The ticks as the path data of an SVG with a view box of 24 by 24. */
    static String path(String hash) {
        var path = new StringBuilder();
        for (var tick = 0; tick < TICKS; tick++) {
            var angle = 2 * Math.PI * tick / TICKS;
            var outer = INNER + SHORTEST + PER_DIGIT * Character.digit(hash.charAt(tick), 16);
            path.append('M').append(point(angle, INNER)).append('L').append(point(angle, outer));
        }
        return path.toString();
    }

    private static String point(double angle, double radius) {
        return String.format(
                Locale.ROOT, "%.1f %.1f", CENTRE + radius * Math.sin(angle), CENTRE - radius * Math.cos(angle));
    }
}
