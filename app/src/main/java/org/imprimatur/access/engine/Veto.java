package org.imprimatur.access.engine;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the domain's words in the engine's report of a listener that refused. */
final class Veto {

    /** Source: the engine's own message of that number, which quotes the listener's exception. */
    private static final Pattern LISTENER = Pattern.compile(".*ENGINE-03051 .*?Message: '(.*)'\\s*", Pattern.DOTALL);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Veto() {}

    static Optional<String> in(byte[] body) {
        try {
            var matcher = LISTENER.matcher(JSON.readTree(body).path("message").asText(""));
            return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no JSON, so no report of the engine
        }
    }
}
