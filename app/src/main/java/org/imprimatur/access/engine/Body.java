package org.imprimatur.access.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;

/**
 * What a call to Camunda's REST carries, read by us and then passed on in our own spelling, so that nothing can mean one
 * thing here and another there: no key twice, no odd encoding, nothing behind the end.
 */
final class Body {

    static final int LIMIT = 256 * 1024; // bytes; the longest that Tasklist sends is a comment

    private static final int DEPTH = 40;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Body() {}

    static JsonNode read(HttpServletRequest request) throws IOException, Refusal {
        if (request.getContentLengthLong() > LIMIT) {
            throw tooLong();
        }
        var bytes = request.getInputStream().readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw tooLong();
        }
        if (bytes.length == 0) {
            return MissingNode.getInstance();
        }
        var type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/(json|hal\\+json)\\s*(;.*)?")) {
            throw new Refusal(415, "Only JSON is taken here.");
        }
        try {
            var json = JSON.readTree(new String(bytes, UTF_8));
            if (!json.isObject()) {
                throw new Refusal(400, "A JSON object is expected here.");
            }
            refuseExpressions(json);
            return json;
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "The body is not the JSON that is expected here.");
        }
    }

    static byte[] bytes(JsonNode json) throws JsonProcessingException {
        return json.isMissingNode() ? new byte[0] : JSON.writeValueAsBytes(json);
    }

    /** Whoever may send one may run it: nested ones are evaluated whatever the engine's settings say. */
    static void refuseExpression(String name) throws Refusal {
        if (name.toLowerCase(Locale.ROOT).endsWith("expression")) {
            throw new Refusal(403, "Expressions are not taken from outside: " + name + ".");
        }
    }

    private static void refuseExpressions(JsonNode json) throws Refusal {
        for (var names = json.fieldNames(); names.hasNext(); ) {
            refuseExpression(names.next());
        }
        for (var child : json) {
            refuseExpressions(child);
        }
    }

    private static Refusal tooLong() {
        return new Refusal(413, "This is too long: " + LIMIT + " bytes are taken here.");
    }
}
