package org.imprimatur.access.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryLimitsTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource({
        "processVariables, 5",
        "taskVariables, 5",
        "caseInstanceVariables, 5",
        "PROCESSVARIABLES, 5",
        "variables, 5",
        "sortBy, 5",
        "processInstanceBusinessKeyIn, 20",
        "tenantIdIn, 20",
        "notInTheEngineAtAll, 20",
    })
    void everyListOfAnAddressHasALimit(String name, int limit) {
        assertThatCode(() -> QueryLimits.check(null, Map.of(name, separated(limit))))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> QueryLimits.check(null, Map.of(name, separated(limit + 1))))
                .withMessageContaining(name)
                .withMessageContaining(Integer.toString(limit))
                .withMessageContaining(Integer.toString(limit + 1));
    }

    @Test
    void aRepeatedParameterIsAListAsWell() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() ->
                        QueryLimits.check(null, Map.of("processVariables", new String[] {"a", "b,c", "d", "e", "f"})))
                .withMessageContaining("6 conditions");
    }

    private static String[] separated(int size) {
        return new String[] {IntStream.range(0, size).mapToObj(i -> "v" + i).collect(Collectors.joining(","))};
    }

    @Test
    void conditionsOnVariablesCountTogether() {
        var conditions = Map.of(
                "processVariables", new String[] {"a_eq_1,b_eq_2"},
                "taskVariables", new String[] {"c_eq_3,d_eq_4"});
        assertThatCode(() -> QueryLimits.check(null, conditions)).doesNotThrowAnyException();

        var more = new LinkedHashMap<>(conditions);
        more.put("caseInstanceVariables", new String[] {"e_eq_5,f_eq_6"});

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> QueryLimits.check(null, more))
                .withMessageContaining("6 conditions on variables");
    }

    @Test
    void anAddressHasALengthAndANumberOfParameters() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> QueryLimits.check("a=" + "b".repeat(QueryLimits.QUERY_STRING), Map.of()));
        var many = IntStream.range(0, QueryLimits.PARAMETERS + 1).boxed().collect(Collectors.toMap(i -> "p" + i, i ->
                new String[] {"x"}));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> QueryLimits.check(null, many));
    }

    @ParameterizedTest
    @CsvSource({
        "firstResult, 100000, 100001",
        "maxResults, 2000, 2001",
        "firstResult, 0, -1",
        "maxResults, 0, -1",
        "maxResults, 15, 99999999999999",
        "maxResults, 15, ten",
        "maxResults, 15, ''"
    })
    void rowsOfAnAnswerAreANumberWithALimit(String name, String good, String bad) {
        assertThatCode(() -> QueryLimits.check(null, Map.of(name, new String[] {good})))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> QueryLimits.check(null, Map.of(name, new String[] {bad})))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'processVariables': [*6]}",
                "{'orQueries': [{'taskVariables': [*6]}]}",
                "{'orQueries': [{'taskVariables': [*3]}, {'processVariables': [*3]}]}",
                "{'sorting': [*6]}",
                "{'orQueries': [*6]}",
                "{'orQueries': [{'orQueries': [{'orQueries': [*4]}]}]}",
                "{'assigneeIn': [*21]}",
                "{'anything': {'below': [[[[*21]]]]}}",
                "{'a': [*20], 'b': [*20], 'c': [*20], 'd': [*20], 'e': [*20], 'f': [*20]}",
            })
    void everyListOfABodyHasALimitHoweverDeep(String body) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> QueryLimits.check(json(body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'orQueries': [{'processVariables': [*2]}, {'taskVariables': [*3]}], 'sorting': [*5]}",
                "{'processInstanceIdIn': [*20], 'active': true}",
                "{'variables': {'decision': {'value': 'approve'}, 'hash': {'value': 'x'}, 'comment': {'value': null}}}",
            })
    void whatAWebappSendsStaysBelow(String body) {
        assertThatCode(() -> QueryLimits.check(json(body))).doesNotThrowAnyException();
    }

    /** With {@code *n} for n elements. */
    private static JsonNode json(String body) throws JsonProcessingException {
        var json = body.replace('\'', '"');
        var matcher = java.util.regex.Pattern.compile("\\*(\\d+)").matcher(json);
        return JSON.readTree(matcher.replaceAll(found -> IntStream.range(0, Integer.parseInt(found.group(1)))
                .mapToObj(i -> "{\"name\": \"" + i + "\"}")
                .collect(Collectors.joining(","))));
    }
}
