package org.imprimatur.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Two sides measured in turn, in short slices: a shared machine is faster in one minute than in the next, so one ratio
 * alone says nothing, and the median of many does. Who begins changes from pair to pair.
 */
final class Pairs {

    private final String ours;
    private final String theirs;
    private final String unit;
    private final List<double[]> pairs = new ArrayList<>();

    /** @param unit of what a slice answers; more of it is better */
    Pairs(String ours, String theirs, String unit) {
        this.ours = ours;
        this.theirs = theirs;
        this.unit = unit;
    }

    private static final int TO_WARM_UP = 3;

    /** Measures {@code count} pairs, after some slices of each side that nobody looks at, and prints them. */
    static Pairs measure(String ours, Slice our, String theirs, Slice their, String unit, int count) throws Exception {
        var pairs = new Pairs(ours, theirs, unit);
        for (var slice = 0; slice < TO_WARM_UP; slice++) {
            our.run();
            their.run();
        }
        System.out.printf("%n%-6s%24s%24s%10s%n", "pair", ours, theirs, "ratio");
        for (var number = 1; number <= count; number++) {
            var oursFirst = number % 2 == 1;
            var first = oursFirst ? our.run() : their.run();
            var second = oursFirst ? their.run() : our.run();
            pairs.add(oursFirst ? first : second, oursFirst ? second : first);
        }
        pairs.print();
        return pairs;
    }

    private void add(double our, double their) {
        pairs.add(new double[] {our, their});
        System.out.printf(Locale.ROOT, "%-6d%24.2f%24.2f%10.2f%n", pairs.size(), our, their, our / their);
    }

    private void print() {
        System.out.printf(
                "%n%-24s%12s%12s%12s%12s%12s   %s%n", "", "median", "quartile", "quartile", "least", "most", "");
        row(ours, pairs.stream().mapToDouble(pair -> pair[0]), unit);
        row(theirs, pairs.stream().mapToDouble(pair -> pair[1]), unit);
        row("ratio", pairs.stream().mapToDouble(pair -> pair[0] / pair[1]), "times");
    }

    private static void row(String name, DoubleStream values, String unit) {
        var sorted = values.sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-24s%12.2f%12.2f%12.2f%12.2f%12.2f   %s%n",
                name,
                at(sorted, 0.5),
                at(sorted, 0.25),
                at(sorted, 0.75),
                sorted[0],
                sorted[sorted.length - 1],
                unit);
    }

    /** Between two values where the quantile falls between them. */
    private static double at(double[] sorted, double quantile) {
        var place = quantile * (sorted.length - 1);
        var below = (int) place;
        var above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** A short stretch of work; answers how much was done per second. */
    interface Slice {
        double run() throws Exception;
    }
}
