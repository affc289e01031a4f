package org.imprimatur.access.engine;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds words for people in the engine's report: the domain's of a listener that refused, ours when two met. */
final class Veto {

    /** Source: the engine's own message of that number, which quotes the listener's exception. */
    private static final Pattern LISTENER = Pattern.compile(".*ENGINE-03051 .*?Message: '(.*)'\\s*", Pattern.DOTALL);

    /** The number under which the engine says that two changed the same row. */
    private static final String SAME_MOMENT = "ENGINE-03005 ";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Veto() {}

    static Optional<String> in(byte[] body) {
        try {
            var message = JSON.readTree(body).path("message").asText("");
            if (message.contains(SAME_MOMENT)) {
                return Optional.of("Somebody else changed it at the same moment. Look at it, then try again.");
            }
            var matcher = LISTENER.matcher(message);
            return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no JSON, so no report of the engine
        }
    }
}
