package org.imprimatur.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Only a client that is gone is left without an answer. Spring MVC takes every broken connection for the client's, by the
 * names and words of what caused the exception ({@link DisconnectedClientHelper}); that of the database is one in the middle of
 * a commit, and would be answered by an empty 200: a program would believe that it took effect.
 */
@Configuration(proxyBeanMethods = false)
class BrokenConnections implements WebMvcConfigurer {

    /** What resolvers that know the exception have left, and before the one that leaves the client without an answer. */
    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        var last = resolvers.stream()
                .filter(DefaultHandlerExceptionResolver.class::isInstance)
                .mapToInt(resolvers::indexOf)
                .findFirst()
                .orElse(resolvers.size());
        resolvers.add(last, BrokenConnections::pass);
    }

    private static @Nullable ModelAndView pass(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e) && !ofTheClient(e)) {
            throw new Broken(e);
        }
        return null;
    }

    private static boolean ofTheClient(Throwable trouble) {
        for (var cause = trouble; cause != null && cause.getCause() != cause; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException || cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }

    /** A connection of ours broke; goes on to the filters, which know what to answer. */
    private static final class Broken extends RuntimeException {
        Broken(Exception cause) {
            super(cause);
        }
    }
}
