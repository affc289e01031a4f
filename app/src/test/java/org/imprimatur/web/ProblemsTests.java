package org.imprimatur.web;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

class ProblemsTests {

    record Note(String words) {}

    @RestController
    static class Notes {
        @PostMapping("/api/notes")
        void take(@RequestBody Note note) {}
    }

    @Test
    void aBodyWhoseTurnDoesNotComeWhileItIsReadMayBeSentAgain() throws Exception {
        Filter busy = (request, response, chain) ->
                chain.doFilter(new BusyAfter((HttpServletRequest) request, 9_000), response);
        var web = MockMvcBuilders.standaloneSetup(new Notes())
                .setControllerAdvice(new Problems())
                .addFilters(busy)
                .build();

        web.perform(note(10)).andExpect(status().isOk());
        web.perform(note(50_000))
                .andExpect(status().isTooManyRequests())
                .andExpect(header().string("Retry-After", "3"));
    }

    private static MockHttpServletRequestBuilder note(int length) {
        return post("/api/notes")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"words\": \"" + "x".repeat(length) + "\"}");
    }

    /** Throws as soon as more than so many bytes are read. */
    private static final class BusyAfter extends HttpServletRequestWrapper {

        private final int most;
        private int passed;

        BusyAfter(HttpServletRequest request, int most) {
            super(request);
            this.most = most;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new ObservedBody(super.getInputStream(), (bytes, offset, count) -> {
                passed += count;
                if (passed > most) {
                    throw new TooOften("Wait", 3);
                }
            });
        }
    }
}
