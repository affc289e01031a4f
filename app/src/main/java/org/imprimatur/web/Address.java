package org.imprimatur.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Objects;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Addresses of ours with and without the prefix under which a proxy serves us, {@code /imprimatur} for instance. All
 * rules about who may go where are written without it.
 */
public final class Address {

    private Address() {}

    /** Where a request goes, as it was spelled, without the prefix. */
    public static String of(HttpServletRequest request) {
        return within(request, request.getRequestURI());
    }

    /** A path that was asked for, without the prefix if it has it. */
    static String within(HttpServletRequest request, String path) {
        var prefix = request.getContextPath();
        return path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    }

    /** Where a browser finds this path of ours. */
    public static String from(HttpServletRequest request, String path) {
        return request.getContextPath() + path;
    }

    /** Where whoever sent the current request finds this path of ours. */
    public static URI here(String path) {
        var prefix =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().getPath();
        return URI.create(Objects.requireNonNullElse(prefix, "") + path);
    }
}
