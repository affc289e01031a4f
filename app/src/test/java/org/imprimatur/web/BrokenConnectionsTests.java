package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.ServletException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** A connection that breaks behind the server is never answered as if all went well. */
class BrokenConnectionsTests {

    private final Endpoint endpoint = new Endpoint();
    private final MockMvc web = web(endpoint);

    static Stream<Exception> ours() {
        return Stream.of(
                new TransactionSystemException("Could not commit", away(new EOFException())),
                new TransactionSystemException("Could not commit", away(new SocketException("Broken pipe"))),
                new CannotCreateTransactionException("Could not begin", away(new EOFException())),
                new IllegalStateException("The engine", away(new SocketException("Connection reset by peer"))),
                new IllegalStateException("The store", new EOFException("\\n not found: limit=0 content=")));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void oneOfOursGoesOnToTheFilters(Exception broken) {
        endpoint.trouble = broken;

        assertThatExceptionOfType(ServletException.class)
                .isThrownBy(() -> web.perform(post("/saved")))
                .withRootCauseInstanceOf(IOException.class);
    }

    @Test
    void thatOfTheDatabaseIsTold() {
        endpoint.trouble = ours().findFirst().orElseThrow();

        assertThatExceptionOfType(ServletException.class)
                .isThrownBy(() -> web.perform(post("/saved")))
                .satisfies(e -> assertThat(DatabaseAway.in(e)).contains(DatabaseAway.UNREACHABLE));
    }

    @Test
    void whoeverHasGoneGetsNoAnswer() throws Exception {
        endpoint.trouble = new ClientAbortException(new SocketException("Broken pipe"));

        assertThat(web.perform(post("/saved")).andReturn().getResponse().getContentAsString())
                .isEmpty();
    }

    private static SQLException away(IOException cause) {
        return new SQLException("An I/O error occurred while sending to the backend.", "08006", cause);
    }

    private static MockMvc web(Endpoint endpoint) {
        var context = new GenericWebApplicationContext(new MockServletContext());
        new AnnotatedBeanDefinitionReader(context).register(Mvc.class, BrokenConnections.class);
        context.registerBean(Endpoint.class, () -> endpoint);
        context.refresh();
        return MockMvcBuilders.webAppContextSetup(context).build();
    }

    @EnableWebMvc
    static class Mvc {}

    @RestController
    static class Endpoint {

        private Exception trouble = new IOException();

        @PostMapping("/saved")
        String save() throws Exception {
            throw trouble;
        }
    }
}
