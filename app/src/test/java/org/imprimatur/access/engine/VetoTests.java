package org.imprimatur.access.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.imprimatur.approval.Refused;
import org.junit.jupiter.api.Test;

class VetoTests {

    private static final String QUOTED =
            "ENGINE-03051 There was an exception while invoking the TaskListener. Message: ";

    @Test
    void aRefusalOfTheDomainIsToldInItsWords() {
        assertThat(Veto.in(report(
                        Refused.NUMBER_IN_ENGINE, QUOTED + "'This is your own work, so somebody else decides.'")))
                .hasValue("This is your own work, so somebody else decides.");
    }

    @Test
    void twoAtTheSameMomentAreToldSo() {
        assertThat(Veto.in(report(1, "ENGINE-03005 Execution of 'UPDATE TaskEntity[...]' failed.")))
                .hasValueSatisfying(words -> assertThat(words).contains("same moment"));
    }

    @Test
    void whatElseAListenerThrewIsToldToNobody() {
        assertThat(Veto.in(report(0, QUOTED + "'PreparedStatementCallback; SQL [insert into decision ...]'")))
                .isEmpty();
        assertThat(Veto.in(report(20_000, QUOTED + "'somebody else's number'"))).isEmpty();
        assertThat(Veto.in("no JSON".getBytes(UTF_8))).isEmpty();
        assertThat(Veto.in(new byte[0])).isEmpty();
    }

    @Test
    void aProcessInstanceThatEndedWhileTheEngineReadItIsALostRace() {
        var missing = new NullPointerException("processInstance is null");
        missing.setStackTrace(new StackTraceElement[] {
            new StackTraceElement(ExecutionEntity.class.getName(), "getExecutions", "ExecutionEntity.java", 1),
            new StackTraceElement(ExecutionEntity.class.getName(), "restoreProcessInstance", "ExecutionEntity.java", 2),
        });

        assertThat(Veto.lostRace(missing))
                .isEqualTo(Veto.in(report(1, "ENGINE-03005")))
                .isPresent();
        assertThat(Veto.lostRace(new ProcessEngineException(missing))).isPresent();
    }

    @Test
    void otherFailuresAreNoLostRace() {
        assertThat(Veto.lostRace(new NullPointerException())).isEmpty();
        assertThat(Veto.lostRace(new ProcessEngineException("restoreProcessInstance")))
                .isEmpty();
        assertThat(Veto.lostRace(null)).isEmpty();
    }

    private static byte[] report(int number, String message) {
        return "{\"type\": \"RestException\", \"message\": \"%s\", \"code\": %d}"
                .formatted(message, number)
                .getBytes(UTF_8);
    }
}
