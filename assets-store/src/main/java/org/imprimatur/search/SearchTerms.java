package org.imprimatur.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.imprimatur.search.Words.Run;
import org.imprimatur.search.Words.Word;
import org.imprimatur.text.UnicodeText;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed to find something. All words must be there, in any order; {@code or} stands between alternatives,
 * a minus before what must not be there, quotes around words that follow each other. A word also finds the words that
 * begin with it; with the words of {@link #unquoted}, whoever asks may add others.
 */
final class SearchTerms {

    /** More words than this are not looked for. */
    static final int MOST_WORDS = 30;

    private static final int MOST_CHARACTERS = 200;

    /** A phrase in quotes, the last of which may be missing, or what has neither a quote nor a space. */
    private static final Pattern TERM =
            Pattern.compile("(?<minus>-?)\"(?<phrase>[^\"]*+)(?:\"|$)|(?<plain>[^\\s\"]++)");

    private static final String AND = " & ";
    private static final String OR = " | ";
    private static final String FOLLOWED_BY = " <-> ";

    private final List<List<Clause>> alternatives;

    private SearchTerms(List<List<Clause>> alternatives) {
        this.alternatives = alternatives;
    }

    /** Null when there is nothing to look for. */
    static @Nullable SearchTerms of(@Nullable String typed) {
        var text = UnicodeText.stripToNull(typed);
        if (text == null) {
            return null;
        }
        List<List<Clause>> alternatives = new ArrayList<>(List.of(new ArrayList<>()));
        var left = MOST_WORDS;
        var term = TERM.matcher(text.substring(0, Math.min(text.length(), MOST_CHARACTERS)));
        while (left > 0 && term.find()) {
            var phrase = term.group("phrase");
            var plain = phrase == null ? term.group("plain") : phrase;
            if (phrase == null && plain.equalsIgnoreCase("or")) {
                alternatives.add(new ArrayList<>());
                continue;
            }
            var without = phrase == null
                    ? plain.startsWith("-")
                    : !term.group("minus").isEmpty();
            var runs = Words.runs(plain).stream()
                    .filter(run -> !run.words().isEmpty())
                    .limit(left)
                    .toList();
            left -= runs.size();
            if (!runs.isEmpty()) {
                alternatives.get(alternatives.size() - 1).add(new Clause(runs, phrase != null, without));
            }
        }
        alternatives.removeIf(List::isEmpty);
        return new SearchTerms(alternatives);
    }

    /** Whether no letter, digit or picture was typed, so that nothing can be found. */
    boolean isEmpty() {
        return alternatives.isEmpty();
    }

    /** The words that were typed without quotes and minus and may be parts of other words. */
    Set<String> unquoted() {
        return alternatives.stream()
                .flatMap(List::stream)
                .filter(clause -> !clause.quoted && !clause.without)
                .flatMap(clause -> clause.runs.stream())
                .flatMap(run -> run.words().stream())
                .filter(Word::hasParts)
                .map(Word::plain)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The condition in PostgreSQL's language of a {@code tsquery}.
     *
     * @param others words that may stand for one of the {@link #unquoted} ones
     */
    String query(Map<String, List<String>> others) {
        return alternatives.stream()
                .map(clauses ->
                        clauses.stream().map(clause -> clause.query(others)).collect(Collectors.joining(AND)))
                .collect(Collectors.joining(OR));
    }

    /** @param runs at least one */
    private record Clause(List<Run> runs, boolean quoted, boolean without) {

        String query(Map<String, List<String>> others) {
            var exact = quoted || without;
            var query = runs.stream()
                    .map(run -> exact ? together(run) : run.unspaced() ? beginning(run) : any(run, others))
                    .collect(Collectors.joining(quoted ? FOLLOWED_BY : AND, "(", ")"));
            return without ? "!" + query : query;
        }

        private static String any(Run run, Map<String, List<String>> others) {
            return run.words().stream()
                    .map(word -> {
                        var any = new ArrayList<String>();
                        word.forms().forEach(form -> any.add(lexeme(form) + ":*"));
                        others.getOrDefault(word.plain(), List.of()).forEach(other -> any.add(lexeme(other)));
                        return String.join(OR, any);
                    })
                    .collect(Collectors.joining(AND, "(", ")"));
        }

        /** A run without its last character alone, which is stored only to be found by one character. */
        private static String beginning(Run run) {
            var words = run.words();
            return words.size() == 1
                    ? lexeme(words.get(0).plain()) + ":*"
                    : words.subList(0, words.size() - 1).stream()
                            .map(word -> lexeme(word.plain()))
                            .collect(Collectors.joining(FOLLOWED_BY, "(", ")"));
        }

        private static String together(Run run) {
            return run.unspaced()
                    ? beginning(run)
                    : run.words().stream()
                            .map(word ->
                                    word.forms().stream().map(Clause::lexeme).collect(Collectors.joining(OR, "(", ")")))
                            .collect(Collectors.joining(FOLLOWED_BY, "(", ")"));
        }

        /** Words hold letters, marks, digits and pictures only, so there is nothing to escape. */
        private static String lexeme(String word) {
            return '\'' + word + '\'';
        }
    }
}
