package org.imprimatur.proxy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Believes what a proxy of ours says about scheme, host, prefix and client of a request, and nobody else.
 *
 * <p>Spring's filter takes the first entry of {@code X-Forwarded-For} for the client, which the client itself may have
 * written. So the list is read from its end, where our own proxy wrote, up to the first address that is none of ours.
 */
class ForwardedHeaders extends OncePerRequestFilter {

    private static final String FOR = "X-Forwarded-For";

    private final TrustedProxies trusted;
    private final ForwardedHeaderFilter believing = new ForwardedHeaderFilter();
    private final ForwardedHeaderFilter deaf = new ForwardedHeaderFilter();

    ForwardedHeaders(TrustedProxies trusted) {
        this.trusted = trusted;
        deaf.setRemoveOnly(true);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (trusted.contains(request.getRemoteAddr())) {
            believing.doFilter(new Plain(request, client(request)), response, chain);
        } else {
            deaf.doFilter(request, response, chain);
        }
    }

    /** Null when nobody said who the client is, or what was said is no address. */
    private @Nullable String client(HttpServletRequest request) {
        var hops = Collections.list(request.getHeaders(FOR)).stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList();
        for (var i = hops.size() - 1; i >= 0; i--) {
            if (!isAddress(hops.get(i))) {
                return null;
            }
            if (!trusted.contains(hops.get(i)) || i == 0) {
                return hops.get(i);
            }
        }
        return null;
    }

    /** Digits and separators only: a name would be looked up. */
    private static boolean isAddress(String hop) {
        return hop.matches("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    /** A request that says who its client is in one word, and knows only {@code X-Forwarded-*}. */
    private static final class Plain extends HttpServletRequestWrapper {

        private final @Nullable String client;

        Plain(HttpServletRequest request, @Nullable String client) {
            super(request);
            this.client = client;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(FOR) ? client : isForwarded(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(FOR)
                    ? Collections.enumeration(Stream.ofNullable(client).toList())
                    : isForwarded(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                    .filter(name -> !isForwarded(name) && (client != null || !name.equalsIgnoreCase(FOR)))
                    .toList());
        }

        /** Our proxies are told to write the others; this one may have come from the client through them. */
        private static boolean isForwarded(String name) {
            return name.equalsIgnoreCase("Forwarded");
        }
    }
}
