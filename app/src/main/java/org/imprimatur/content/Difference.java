package org.imprimatur.content;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What changed between two texts, word by word, in the order in which one reads it. Plain text throughout: a page
 * escapes each run and puts {@code <ins>} or {@code <del>} around it.
 */
public final class Difference {

    /** A word with its apostrophes, a stretch of white space, or one grapheme of anything else. */
    private static final Pattern TOKEN =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}_]+(?:['’-][\\p{L}\\p{M}\\p{N}_]+)*|\\s+|\\X");

    /** Beyond this many tokens the texts are shown as replaced, since comparing them would take too long. */
    private static final int TOKENS = 8_000;

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

    /** The whole text with its changes. */
    public static List<Run> between(String before, String after) {
        if (before.equals(after)) {
            return after.isEmpty() ? List.of() : List.of(new Run(Kind.SAME, after));
        }
        var old = tokens(before);
        var now = tokens(after);
        var runs = new Runs();
        if (old.size() + now.size() > TOKENS) {
            runs.add(Kind.REMOVED, before);
            runs.add(Kind.ADDED, after);
            return runs.joined();
        }
        for (var delta : DiffUtils.diff(old, now, true).getDeltas()) {
            var kind = delta.getType();
            if (kind == DeltaType.EQUAL) {
                delta.getTarget().getLines().forEach(token -> runs.add(Kind.SAME, token));
            } else {
                delta.getSource().getLines().forEach(token -> runs.add(Kind.REMOVED, token));
                delta.getTarget().getLines().forEach(token -> runs.add(Kind.ADDED, token));
            }
        }
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
        var tokens = tokens(text);
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

    private static List<String> tokens(String text) {
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
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
            if (changing() && same.toString().isBlank() && same.indexOf("\n") < 0) {
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
            var end = trailingSpace();
            var space = end.toString();
            keep(Kind.REMOVED, removed);
            keep(Kind.ADDED, added);
            same.insert(0, space);
        }

        /** White space that both sides end with belongs to neither change. */
        private StringBuilder trailingSpace() {
            var space = new StringBuilder();
            while (!removed.isEmpty()
                    && !added.isEmpty()
                    && last(removed) == last(added)
                    && Character.isWhitespace(last(added))) {
                space.insert(0, last(added));
                removed.setLength(removed.length() - 1);
                added.setLength(added.length() - 1);
            }
            return space;
        }

        private static char last(StringBuilder text) {
            return text.charAt(text.length() - 1);
        }

        private void keep(Kind kind, StringBuilder text) {
            if (!text.isEmpty()) {
                done.add(new Run(kind, text.toString()));
                text.setLength(0);
            }
        }
    }
}
