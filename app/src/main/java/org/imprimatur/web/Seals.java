package org.imprimatur.web;

import org.springframework.stereotype.Component;

/**
 * The seal: sixteen ticks around a dot, one per leading hex digit of a hash, so that people recognise a version at a
 * glance and in every place the same. It is a sign and no proof; machines compare the whole hash.
 */
@Component("seals")
public class Seals {

    private static final int TICKS = 16;
    private static final double CENTRE = 12;
    private static final double FROM = 5.2;
    private static final double SHORTEST = 1.4;
    private static final double PER_STEP = 0.32;

    /**
     * The path of the ticks in a box of 24 by 24, clockwise from the top; a tick is the longer the higher its digit.
     *
     * @param hash at least {@value #TICKS} hex digits
     * @throws IllegalArgumentException when it is shorter or not hexadecimal
     */
    public String ticks(String hash) {
        if (hash.length() < TICKS) {
            throw new IllegalArgumentException("a seal needs " + TICKS + " hex digits, found: " + hash.length());
        }
        var path = new StringBuilder(TICKS * 20);
        for (var n = 0; n < TICKS; n++) {
            var digit = Character.digit(hash.charAt(n), 16);
            if (digit < 0) {
                throw new IllegalArgumentException("a seal is drawn from hex digits, found: " + hash.charAt(n));
            }
            var angle = 2 * Math.PI * n / TICKS;
            path.append('M');
            point(path, angle, FROM);
            path.append('L');
            point(path, angle, FROM + SHORTEST + PER_STEP * digit);
        }
        return path.toString();
    }

    /** The first eight digits in two groups, as people read them out: {@code 7f3a 91c2}. */
    public String shortened(String hash) {
        return hash.length() < 8 ? hash : hash.substring(0, 4) + " " + hash.substring(4, 8);
    }

    private static void point(StringBuilder path, double angle, double radius) {
        path.append(tenths(CENTRE + radius * Math.sin(angle)))
                .append(' ')
                .append(tenths(CENTRE - radius * Math.cos(angle)));
    }

    /** One decimal, with a dot in every locale. */
    private static String tenths(double value) {
        var tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10;
    }
}
