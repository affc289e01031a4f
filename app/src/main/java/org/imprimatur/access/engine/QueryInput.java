package org.imprimatur.access.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what no query of Camunda's REST can mean, but which the engine or PostgreSQL would report as a failure of
 * theirs: each with the name of the field.
 */
final class QueryInput {

    /** What the fields and parameters are called that hold a point in time. */
    private static final Pattern TIME =
            Pattern.compile("^.*(On|(?i:before|after|date|timestamp|beforeOrNotExistent|afterOrNotExistent))");

    /** A sign in front, or a number of more than four digits: years, months and days that only SimpleDateFormat reads. */
    private static final Pattern NO_TIME = Pattern.compile("^\\s*[+-].*|^.*\\d{5}.*", Pattern.DOTALL);

    private static final long LAST_MILLISECOND = 253_402_300_799_999L; // of the year 9999

    private static final Pattern LIKE = Pattern.compile("^.*like(ignorecase)?");

    private static final Pattern LIST = Pattern.compile("^.*(In|Ids|Groups)");

    /** Cockpit sends these empty, for a diagram in which nothing is selected. */
    private static final Set<String> MAY_BE_EMPTY = Set.of("activityIdIn", "activityInstanceIdIn");

    private QueryInput() {}

    /**
     * Checks the parameters of an address.
     *
     * @throws Refusal 400 that names the parameter
     */
    static void check(Map<String, String[]> parameters) throws Refusal {
        for (var parameter : parameters.entrySet()) {
            var name = parameter.getKey();
            for (var value : parameter.getValue()) {
                checkText(name, value);
                if (isList(name) && !value.isEmpty() && value.replace(",", "").isEmpty()) {
                    throw empty(name);
                }
                if (isConditions(name)) {
                    for (var condition : value.split(",", -1)) {
                        if (condition.toLowerCase(Locale.ROOT).matches("(?s)^[^_]*_(not)?like_.*")) {
                            checkPattern(name, condition);
                        }
                    }
                }
            }
        }
        checkCandidates(
                parameters.containsKey("candidateUser"),
                parameters.containsKey("candidateGroup"),
                parameters.containsKey("candidateGroups"));
    }

    /**
     * Checks the body of a query.
     *
     * @throws Refusal 400 that names the field
     */
    static void check(JsonNode body) throws Refusal {
        checkFields(body);
        checkCandidates(
                body.hasNonNull("candidateUser"),
                body.hasNonNull("candidateGroup"),
                body.hasNonNull("candidateGroups"));
    }

    private static void checkFields(JsonNode object) throws Refusal {
        for (var field : object.properties()) {
            checkValue(field.getKey(), field.getValue());
        }
    }

    private static void checkValue(String name, JsonNode value) throws Refusal {
        if (value.isTextual()) {
            checkText(name, value.textValue());
        } else if (value.isNumber() && TIME.matcher(name).matches()) {
            if (!value.canConvertToLong() || Math.abs(value.longValue()) > LAST_MILLISECOND) {
                throw noTime(name);
            }
        } else if (value.isArray()) {
            checkArray(name, value);
        } else if (value.isObject()) {
            if (name.equals("variableValue")) {
                throw noScalar(name);
            }
            checkFields(value);
        }
    }

    private static void checkArray(String name, JsonNode array) throws Refusal {
        if (name.equals("variableValue")) {
            throw noScalar(name);
        }
        if (array.isEmpty() && isList(name)) {
            throw empty(name);
        }
        for (var element : array) {
            if (element.isNull()) {
                throw new Refusal(400, QueryLimits.shortened(name) + " holds an element that is null.");
            }
            if (isConditions(name)) {
                checkCondition(name, element);
            }
            checkValue(name, element);
        }
    }

    private static void checkCondition(String name, JsonNode condition) throws Refusal {
        if (!condition.path("name").isTextual() || !condition.path("operator").isTextual()) {
            throw new Refusal(
                    400, QueryLimits.shortened(name) + " holds a condition without the text of name or operator.");
        }
        var value = condition.path("value");
        if (value.isContainerNode()) {
            throw noScalar("value of a condition in " + name);
        }
        if (LIKE.matcher(condition.path("operator").textValue().toLowerCase(Locale.ROOT))
                .matches()) {
            if (!value.isTextual()) {
                throw new Refusal(400, "The value of a condition in " + QueryLimits.shortened(name) + " is no text.");
            }
            checkPattern("value of a condition in " + name, value.textValue());
        }
    }

    private static void checkText(String name, String text) throws Refusal {
        if (LIKE.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            checkPattern(name, text);
        }
        if (TIME.matcher(name).matches() && NO_TIME.matcher(text).matches()) {
            throw noTime(name);
        }
    }

    /** A backslash takes the next character as it is; PostgreSQL refuses one that has none. */
    private static void checkPattern(String name, String pattern) throws Refusal {
        var end = pattern.length();
        while (end > 0 && pattern.charAt(end - 1) == '\\') {
            end--;
        }
        if ((pattern.length() - end) % 2 == 1) {
            throw new Refusal(
                    400, QueryLimits.shortened(name) + " ends with a single backslash. Double it, or remove it.");
        }
    }

    /** Beside each other in one query; an or-query may have both. */
    private static void checkCandidates(boolean user, boolean group, boolean groups) throws Refusal {
        if (user && (group || groups)) {
            var other = group ? "candidateGroup" : "candidateGroups";
            throw new Refusal(400, "candidateUser and " + other + " exclude each other.");
        }
    }

    private static boolean isConditions(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("variables");
    }

    private static boolean isList(String name) {
        return LIST.matcher(name).matches() && !MAY_BE_EMPTY.contains(name);
    }

    private static Refusal empty(String name) {
        return new Refusal(400, QueryLimits.shortened(name) + " is empty. Name an element, or leave it out.");
    }

    private static Refusal noScalar(String name) {
        return new Refusal(400, QueryLimits.shortened(name) + " is a text, a number, true or false.");
    }

    private static Refusal noTime(String name) {
        return new Refusal(
                400,
                QueryLimits.shortened(name)
                        + " is no time up to the year 9999, written as in 2026-01-31T12:00:00.000+0000.");
    }
}
