package org.imprimatur.content;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.algorithm.myers.MyersDiff;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imprimatur.text.UnicodeText;

/**
 * What changed between two texts, word by word, in the order in which one reads it. Plain text throughout: a page
 * escapes each run and puts {@code <ins>} or {@code <del>} around it.
 */
public final class Difference {

    /** Words as Unicode Standard Annex 29 and ICU's dictionaries know them; anything else is one grapheme each. */
    private static final BreakIterator WORDS = BreakIterator.getWordInstance(ULocale.ROOT);

    /** Tokens that differ. The algorithm's memory grows with their square: 16 MB at this limit. */
    private static final int MAX_DIFFERENCES = 1_000;

    /** Comparisons of two tokens: some 20 ms. */
    private static final int MAX_COMPARISONS = 2_000_000;

    /** How many unchanged tokens stay beside a change when the rest is left out: about six words. */
    private static final int CONTEXT = 12;

    private Difference() {}

    /** How a run of text came about. */
    public enum Kind {
        SAME,
        ADDED,
        REMOVED,
        /** Unchanged text that is left out. */
        GAP
    }

    /** A stretch of text of one kind; a {@link Kind#GAP} has the text that it hides. */
    public record Run(Kind kind, String text) {}

    /**
     * The whole text with its changes: word by word, line by line where that would take too long, and as one text
     * replaced by the other where that would take too long as well.
     */
    public static List<Run> between(String before, String after) {
        return between(before, after, new Budget());
    }

    static List<Run> between(String before, String after, Budget budget) {
        if (before.equals(after)) {
            return after.isEmpty() ? List.of() : List.of(new Run(Kind.SAME, after));
        }
        return compared(words(before), words(after), budget)
                .or(() -> compared(lines(before), lines(after), budget))
                .orElseGet(
                        () -> compared(List.of(before), List.of(after), budget).orElseThrow());
    }

    /** Empty when it would take more than the budget. */
    private static Optional<List<Run>> compared(List<String> old, List<String> now, Budget budget) {
        try {
            budget.reset();
            var changes = new ArrayList<>(new MyersDiff<String>(budget::same).computeDiff(old, now, budget));
            changes.sort(Comparator.comparingInt(change -> change.startOriginal + change.startRevised));
            return Optional.of(runs(old, now, changes));
        } catch (TooManySteps e) {
            return Optional.empty();
        }
    }

    private static List<Run> runs(List<String> old, List<String> now, List<Change> changes) {
        var runs = new Runs();
        var done = 0;
        for (var change : changes) {
            now.subList(done, change.startRevised).forEach(token -> runs.add(Kind.SAME, token));
            old.subList(change.startOriginal, change.endOriginal).forEach(token -> runs.add(Kind.REMOVED, token));
            now.subList(change.startRevised, change.endRevised).forEach(token -> runs.add(Kind.ADDED, token));
            done = change.endRevised;
        }
        now.subList(done, now.size()).forEach(token -> runs.add(Kind.SAME, token));
        return runs.joined();
    }

    /** The changes with a few words around them; long unchanged stretches become gaps. */
    public static List<Run> brief(String before, String after) {
        var runs = between(before, after);
        var brief = new ArrayList<Run>();
        for (var i = 0; i < runs.size(); i++) {
            var run = runs.get(i);
            if (run.kind() == Kind.SAME) {
                shorten(run.text(), i > 0, i < runs.size() - 1, brief);
            } else {
                brief.add(run);
            }
        }
        return brief;
    }

    private static void shorten(String text, boolean follows, boolean precedes, List<Run> into) {
        var tokens = words(text);
        var head = follows ? CONTEXT : 0;
        var tail = precedes ? CONTEXT : 0;
        if (tokens.size() <= head + tail + CONTEXT) {
            into.add(new Run(Kind.SAME, text));
            return;
        }
        if (head > 0) {
            into.add(new Run(Kind.SAME, String.join("", tokens.subList(0, head))));
        }
        into.add(new Run(Kind.GAP, String.join("", tokens.subList(head, tokens.size() - tail))));
        if (tail > 0) {
            into.add(new Run(Kind.SAME, String.join("", tokens.subList(tokens.size() - tail, tokens.size()))));
        }
    }

    private static List<String> words(String text) {
        var boundaries = WORDS.clone(); // an iterator carries its text
        boundaries.setText(text);
        var words = new ArrayList<String>();
        var start = boundaries.first();
        for (var end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
            words.add(text.substring(start, end));
            start = end;
        }
        return words;
    }

    /** Each with the line end that it has. */
    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        var start = 0;
        while (start < text.length()) {
            var newline = text.indexOf('\n', start);
            var end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }

    /** Counts the steps of a comparison and ends it when there are too many. */
    static final class Budget implements DiffAlgorithmListener {

        private int comparisons;
        private long steps;

        /** All steps of all attempts. */
        long steps() {
            return steps;
        }

        private void reset() {
            comparisons = 0;
        }

        private boolean same(String old, String now) {
            if (++comparisons > MAX_COMPARISONS) {
                throw new TooManySteps();
            }
            steps++;
            return old.equals(now);
        }

        @Override
        public void diffStart() {}

        @Override
        public void diffStep(int differences, int most) {
            if (differences > MAX_DIFFERENCES) {
                throw new TooManySteps();
            }
            steps += differences;
        }

        @Override
        public void diffEnd() {}
    }

    /** Leaves the algorithm of the library, which has no other way to be ended. */
    private static final class TooManySteps extends RuntimeException {
        private TooManySteps() {
            super(null, null, false, false);
        }
    }

    /** Collects tokens into runs. White space alone between two changes joins them, so that phrases stay whole. */
    private static final class Runs {

        private final List<Run> done = new ArrayList<>();
        private final StringBuilder same = new StringBuilder();
        private final StringBuilder removed = new StringBuilder();
        private final StringBuilder added = new StringBuilder();

        void add(Kind kind, String text) {
            if (kind == Kind.SAME) {
                same.append(text);
                return;
            }
            if (changing() && UnicodeText.isBlank(same) && same.indexOf("\n") < 0) {
                removed.append(same);
                added.append(same);
            } else {
                flush();
                keep(Kind.SAME, same);
            }
            same.setLength(0);
            (kind == Kind.REMOVED ? removed : added).append(text);
        }

        List<Run> joined() {
            flush();
            keep(Kind.SAME, same);
            return List.copyOf(done);
        }

        private boolean changing() {
            return !removed.isEmpty() || !added.isEmpty();
        }

        private void flush() {
            var space = trailingSpace();
            keep(Kind.REMOVED, removed);
            keep(Kind.ADDED, added);
            same.insert(0, space);
        }

        /** White space that both sides end with belongs to neither change. */
        private String trailingSpace() {
            var length = 0;
            while (length < Math.min(removed.length(), added.length())
                    && last(removed, length) == last(added, length)
                    && Character.isWhitespace(last(added, length))) {
                length++;
            }
            var space = added.substring(added.length() - length);
            removed.setLength(removed.length() - length);
            added.setLength(added.length() - length);
            return space;
        }

        private static char last(StringBuilder text, int before) {
            return text.charAt(text.length() - 1 - before);
        }

        private void keep(Kind kind, StringBuilder text) {
            if (!text.isEmpty()) {
                done.add(new Run(kind, text.toString()));
                text.setLength(0);
            }
        }
    }
}
