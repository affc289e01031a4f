package org.imprimatur.access.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.imprimatur.web.StorableText;
import org.jspecify.annotations.Nullable;

/**
 * Limits the size of a call to Camunda's REST. The engine joins a table for each condition on a variable and for each
 * sort by a variable, and PostgreSQL's planning time grows much faster than the number of joins, so a few hundred of
 * them occupy a core for minutes. Everything that is a list is limited, whatever its name is.
 *
 * <p>The webapps stay far below: a walk through all four sends at most 6 parameters and 136 characters in an address,
 * lists of 3 elements, and 11 values in a body. The rest is for what people add to their searches.
 */
final class QueryLimits {

    /** Characters, percent-encoded. */
    static final int QUERY_STRING = 4_000;

    /** Parameters in an address; a repeated one counts each time. */
    static final int PARAMETERS = 30;

    /** Elements of one list: an array, a repeated parameter, or values separated by commas. */
    static final int ELEMENTS = 20;

    /** Elements in all lists of conditions on variables together; the same number for sorts, and for or-queries. */
    static final int CONDITIONS = 5;

    /** Objects, arrays and plain values of a body together. */
    static final int VALUES = 200;

    /** Rows that are skipped: PostgreSQL reads them all. */
    static final int FIRST_RESULT = 100_000;

    /** Rows of an answer; the engine has the same limit. */
    static final int MAX_RESULTS = 2_000;

    private int conditions;
    private int sorts;
    private int orQueries;
    private int values;

    private QueryLimits() {}

    /**
     * Checks the parameters of an address.
     *
     * @throws Refusal that names the parameter, the limit and what was found
     */
    static void check(@Nullable String queryString, Map<String, String[]> parameters) throws Refusal {
        if (queryString != null && queryString.length() > QUERY_STRING) {
            throw exceeded("The query string", queryString.length(), QUERY_STRING, "characters");
        }
        var count = parameters.values().stream().mapToInt(each -> each.length).sum();
        if (count > PARAMETERS) {
            throw exceeded("The address", count, PARAMETERS, "parameters");
        }
        var limits = new QueryLimits();
        for (var parameter : parameters.entrySet()) {
            limits.checkParameter(parameter.getKey(), parameter.getValue());
        }
    }

    /**
     * Checks a body, at any depth.
     *
     * @throws Refusal that names the field, the limit and what was found
     */
    static void check(JsonNode body) throws Refusal {
        new QueryLimits().checkValue("The body", body);
    }

    private void checkParameter(String name, String[] given) throws Refusal {
        checkText(name, name);
        var elements = 0;
        for (var value : given) {
            checkText(name, value);
            elements += value.split(",", -1).length;
        }
        checkList(name, elements);
        if (name.equals("firstResult")) {
            checkNumber(name, given, FIRST_RESULT);
        } else if (name.equals("maxResults")) {
            checkNumber(name, given, MAX_RESULTS);
        }
    }

    private static void checkNumber(String name, String[] given, int limit) throws Refusal {
        for (var value : given) {
            if (!value.matches("\\d{1,9}") || Integer.parseInt(value) > limit) {
                throw new Refusal(400, name + " is a number from 0 to " + limit + ".");
            }
        }
    }

    private void checkValue(String name, JsonNode value) throws Refusal {
        values++;
        if (values > VALUES) {
            throw new Refusal(400, "The body holds more than " + VALUES + " values.");
        }
        if (value.isTextual()) {
            checkText(name, value.textValue());
        } else if (value.isArray()) {
            checkList(name, value.size());
            for (var element : value) {
                checkValue(name, element);
            }
        } else {
            for (var field : value.properties()) {
                checkText(field.getKey(), field.getKey());
                checkValue(field.getKey(), field.getValue());
            }
        }
    }

    private void checkList(String name, int elements) throws Refusal {
        var lowerCase = name.toLowerCase(Locale.ROOT);
        if (lowerCase.endsWith("variables")) {
            conditions = checkSum(name, conditions + elements, "conditions on variables");
        } else if (lowerCase.equals("sorting") || lowerCase.equals("sortby")) {
            sorts = checkSum(name, sorts + elements, "sort orders");
        } else if (lowerCase.equals("orqueries")) {
            orQueries = checkSum(name, orQueries + elements, "or-queries");
        } else if (elements > ELEMENTS) {
            throw exceeded(name, elements, ELEMENTS, "elements");
        }
    }

    private static int checkSum(String name, int sum, String unit) throws Refusal {
        if (sum > CONDITIONS) {
            throw exceeded(name, sum, CONDITIONS, unit);
        }
        return sum;
    }

    private static void checkText(String name, String text) throws Refusal {
        if (!StorableText.matches(text)) {
            throw new Refusal(422, shortened(name) + " holds a character that cannot be stored. Remove it.");
        }
    }

    private static Refusal exceeded(String name, int found, int limit, String unit) {
        return new Refusal(400, shortened(name) + " has " + found + " " + unit + ", the limit is " + limit + ".");
    }

    /** A name that is short enough for a message. */
    static String shortened(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }
}
