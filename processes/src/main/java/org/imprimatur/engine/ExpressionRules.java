package org.imprimatur.engine;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The expressions that a model may hold: known variables, text, numbers and comparisons. The engine's own expression
 * manager refuses the rest when it runs; this says so when it is deployed.
 */
final class ExpressionRules {

    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^{}]*)}");
    private static final Pattern TEXT = Pattern.compile("'[^'\\\\]*'|\"[^\"\\\\]*\"");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:]*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_\\s<>=!&|?:+*/%(),-]*");
    private static final Set<String> OPERATORS = Set.of(
            "and", "or", "not", "empty", "eq", "ne", "lt", "gt", "le", "ge", "div", "mod", "true", "false", "null");

    private final Set<String> variables;

    ExpressionRules(Set<String> variables) {
        this.variables = variables;
    }

    static boolean isExpression(String text) {
        return text.contains("${") || text.contains("#{");
    }

    /** What is wrong with a text that may hold expressions, as the end of a sentence; empty when nothing is. */
    Optional<String> objection(String text) {
        var matcher = EXPRESSION.matcher(text);
        while (matcher.find()) {
            var objection = inside(matcher.group(1));
            if (objection.isPresent()) {
                return objection;
            }
        }
        return isExpression(EXPRESSION.matcher(text).replaceAll(""))
                ? Optional.of("holds an expression that is nested or never closed")
                : Optional.empty();
    }

    private Optional<String> inside(String expression) {
        var code = TEXT.matcher(expression).replaceAll(" ");
        var name = NAME.matcher(code);
        while (name.find()) {
            if (isCalled(code, name.end()) && !OPERATORS.contains(name.group())) {
                return Optional.of("calls " + name.group() + "(); expressions read variables and call nothing");
            }
        }
        if (!ALLOWED.matcher(code).matches()) {
            return Optional.of("holds more than variables, text, numbers and comparisons");
        }
        var word = WORD.matcher(code);
        while (word.find()) {
            if (!OPERATORS.contains(word.group()) && !variables.contains(word.group())) {
                return Optional.of("reads " + word.group() + ", which no instance has; there are "
                        + String.join(", ", new TreeSet<>(variables)));
            }
        }
        return Optional.empty();
    }

    /** Whether a parenthesis follows the name that ends there. */
    private static boolean isCalled(String code, int end) {
        var next = end;
        while (next < code.length() && Character.isWhitespace(code.charAt(next))) {
            next++;
        }
        return next < code.length() && code.charAt(next) == '(';
    }
}
