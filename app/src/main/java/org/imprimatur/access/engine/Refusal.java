package org.imprimatur.access.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** A no in the form that Camunda's webapps show to people, and in ours for programs. */
class Refusal extends Exception {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final int status;
    private final String words;

    Refusal(int status, String words) {
        super(words);
        this.status = status;
        this.words = words;
    }

    void answer(HttpServletResponse response) throws IOException {
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding(UTF_8.name());
        var body =
                JSON.writeValueAsBytes(Map.of("type", "Refused", "message", words, "detail", words, "status", status));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
