package org.imprimatur.access.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.errorcode.BuiltinExceptionCode;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.imprimatur.approval.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Finds words for people in the engine's report: the domain's where the domain refused, ours when two met. Any other
 * failure has none, since what it says is about the inside of the house.
 */
final class Veto {

    /** Source: the engine's message of that number, which quotes the listener's exception after {@link #QUOTED}. */
    private static final String LISTENER = "ENGINE-03051 ";

    private static final String QUOTED = "Message: '";

    private static final int SAME_MOMENT = BuiltinExceptionCode.OPTIMISTIC_LOCKING.getCode();

    private static final String LOST_RACE = "Somebody else changed it at the same moment. Look at it, then try again.";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int CAUSES = 20;

    private Veto() {}

    static Optional<String> in(byte[] body) {
        try {
            var report = JSON.readTree(new String(body, UTF_8));
            var number = report.path("code").asInt();
            if (number == SAME_MOMENT) {
                return Optional.of(LOST_RACE);
            }
            return number == Refused.NUMBER_IN_ENGINE
                    ? quoted(report.path("message").asText("").stripTrailing())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no JSON, so no report of the engine
        }
    }

    /**
     * The engine reads a task and then its process instance; when another call ended the instance between the two, it
     * finds none and fails on that instead of reporting two at the same moment.
     */
    static Optional<String> lostRace(@Nullable Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .limit(CAUSES)
                        .filter(NullPointerException.class::isInstance)
                        .flatMap(cause -> Stream.of(cause.getStackTrace()))
                        .anyMatch(frame -> frame.getClassName().equals(ExecutionEntity.class.getName())
                                && frame.getMethodName().equals("restoreProcessInstance"))
                ? Optional.of(LOST_RACE)
                : Optional.empty();
    }

    private static Optional<String> quoted(String message) {
        var listener = message.indexOf(LISTENER);
        var quote = listener < 0 ? -1 : message.indexOf(QUOTED, listener);
        var begin = quote + QUOTED.length();
        var end = message.length() - 1;
        return quote >= 0 && end >= begin && message.endsWith("'")
                ? Optional.of(message.substring(begin, end))
                : Optional.empty();
    }
}
