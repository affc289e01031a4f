package org.imprimatur.access.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryInputTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "assigneeIn; {'assigneeIn': ['a', null]}",
                "orQueries; {'orQueries': [null]}",
                "sorting; {'sorting': [null]}",
                "taskVariables; {'orQueries': [{'taskVariables': [null]}]}",
                "tenantIdIn; {'tenantIdIn': []}",
                "taskDefinitionKeyNotIn; {'orQueries': [{'taskDefinitionKeyNotIn': []}]}",
                "processInstanceIds; {'processInstanceIds': []}",
                "candidateGroups; {'candidateGroups': []}",
                "processVariables; {'processVariables': ['a_eq_b']}",
                "processVariables; {'processVariables': [{'name': null, 'operator': 'eq', 'value': 1}]}",
                "variables; {'variables': [{'name': 'a', 'value': 1}]}",
                "variables; {'variables': [{'name': 'a', 'operator': 'eq', 'value': {}}]}",
                "taskVariables; {'taskVariables': [{'name': 'a', 'operator': 'neq', 'value': [1]}]}",
                "taskVariables; {'taskVariables': [{'name': 'a', 'operator': 'notLike', 'value': '%b#'}]}",
                "variables; {'variables': [{'name': 'a', 'operator': 'like', 'value': 17}]}",
                "processVariables; {'processVariables': [{'name': 'a', 'operator': 'notLike', 'value': null}]}",
                "variableValue; {'variableValue': {'a': 1}}",
                "variableValue; {'variableValue': [1]}",
                "nameLike; {'nameLike': '%a#'}",
                "descriptionNotLike; {'orQueries': [{'descriptionNotLike': '###'}]}",
                "dueBefore; {'dueBefore': '12026-01-01T00:00:00.000+0000'}",
                "createdAfter; {'createdAfter': '+999999-01-01T00:00:00.000+0000'}",
                "followUpDate; {'followUpDate': '-2026-01-01T00:00:00.000+0000'}",
                "createdOn; {'createdOn': '2026-999999999-01T00:00:00.000+0000'}",
                "followUpBeforeOrNotExistent; {'followUpBeforeOrNotExistent': '99999-01-01T00:00:00.000+0000'}",
                "endTimestamp; {'endTimestamp': 99999999999999999}",
                "startedAfter; {'startedAfter': 1e300}",
                "candidateGroup; {'candidateUser': 'a', 'candidateGroup': 'b'}",
                "candidateGroups; {'candidateUser': 'a', 'candidateGroups': ['b']}",
            })
    void aBodyThatNoQueryCanMeanIsRefusedByTheNameOfItsField(String field, String body) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> check(body)).withMessageContaining(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'sorting': [], 'orQueries': [], 'processVariables': []}",
                "{'activityIdIn': [], 'activityInstanceIdIn': []}",
                "{'nameLike': '%a##', 'description': 'ends with #', 'name': '12345-1'}",
                "{'dueBefore': '2026-01-01T00:00:00.000+0000', 'createdOn': null, 'dueDate': 1790000000000}",
                "{'taskVariables': [{'name': 'a', 'operator': 'eq', 'value': null}]}",
                "{'taskVariables': [{'name': 'a', 'operator': 'like', 'value': '%b%'}]}",
                "{'variables': [{'name': 'a', 'operator': 'eq', 'value': 'b#'}]}",
                "{'candidateUser': 'a', 'candidateGroups': null}",
                "{'candidateGroup': 'a', 'candidateGroups': ['b']}",
                "{'orQueries': [{'candidateUser': 'a', 'candidateGroup': 'b'}]}",
            })
    void whatTheEngineUnderstandsPasses(String body) {
        assertThatCode(() -> check(body)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "nameLike, %a\\",
        "processVariables, a_like_%b\\",
        "processVariables, 'c_eq_d,a_notLike_\\'",
        "dueAfter, 10000-01-01T00:00:00.000+0000",
        "assigneeIn, ','",
    })
    void aParameterThatNoQueryCanMeanIsRefusedByItsName(String name, String value) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> QueryInput.check(Map.of(name, new String[] {value})))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "nameLike, %a\\\\",
        "name, a\\",
        "processVariables, a_eq_b\\",
        "dueAfter, 2026-01-01T00:00:00.000 0000",
        "assigneeIn, ''",
        "activityIdIn, ','",
    })
    void aParameterThatTheEngineUnderstandsPasses(String name, String value) {
        assertThatCode(() -> QueryInput.check(Map.of(name, new String[] {value})))
                .doesNotThrowAnyException();
    }

    @Test
    void aCandidateUserAndGroupsInAnAddressExcludeEachOther() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> QueryInput.check(
                        Map.of("candidateUser", new String[] {"a"}, "candidateGroups", new String[] {"b"})))
                .withMessageContaining("candidateGroups");
    }

    /** With single quotes, and {@code #} for a backslash. */
    private static void check(String body) throws JsonProcessingException, Refusal {
        QueryInput.check(JSON.readTree(body.replace('\'', '"').replace("#", "\\\\")));
    }
}
