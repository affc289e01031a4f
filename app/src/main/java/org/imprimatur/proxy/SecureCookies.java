package org.imprimatur.proxy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the cookie of Camunda's webapps to TLS wherever the browser came by TLS. They can be told so only once and for
 * all, while ours asks each request.
 */
class SecureCookies extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, request.isSecure() ? new Marked(response) : response);
    }

    private static final class Marked extends HttpServletResponseWrapper {

        Marked(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, marked(name, value));
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, marked(name, value));
        }

        private static String marked(String name, String value) {
            return name.equalsIgnoreCase(HttpHeaders.SET_COOKIE)
                            && !value.toLowerCase(Locale.ROOT).contains(";secure")
                            && !value.toLowerCase(Locale.ROOT).contains("; secure")
                    ? value + "; Secure"
                    : value;
        }
    }
}
