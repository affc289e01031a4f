package org.imprimatur.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A request that could not be carried out, written into a page so that it can be sent again as it was.
 *
 * @param post whether as a form; else it is a link
 * @param fields what was typed, without passwords
 * @param passwords names of the fields that held a password, which is never written into a page and is typed again
 */
public record KeptRequest(String address, boolean post, List<Field> fields, List<String> passwords) {

    /** Under these names a sign-in form carries the request on. */
    public static final String ADDRESS = "kept-address";

    private static final String FIELD = "kept-field.";
    private static final String PASSWORD = "kept-password";

    /** Characters of all fields together; a form of ours has far fewer. */
    private static final int MAX_LENGTH = 500_000;

    private static final String CSRF = "_csrf";

    /** Names of password fields beside those that have the word in their name. */
    private static final Set<String> PASSWORDS = Set.of("old", "current", "repeat", "repeated");

    /** Null where it cannot be had again: an upload went by, or it is larger than any form of ours. */
    public static @Nullable KeptRequest of(HttpServletRequest request) {
        var query = request.getQueryString();
        var path = Address.of(request).replaceFirst("^/+", "/"); // two would name another host
        var address = path + (query == null ? "" : "?" + query);
        if (!HttpMethod.POST.matches(request.getMethod())) {
            return new KeptRequest(address, false, List.of(), List.of());
        }
        var type = request.getContentType();
        if (type == null || !type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
            return null;
        }
        var inAddress = UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
        return bounded(
                address,
                fields(request.getParameterMap())
                        .filter(field -> !inAddress.containsKey(field.name))
                        .toList());
    }

    /**
     * The same, for a request that came without proof that a page of ours sent it. What another site sent is not kept:
     * one press of a button would give it the proof.
     */
    public static @Nullable KeptRequest ofOwnPage(HttpServletRequest request) {
        return isFromOwnPage(request) ? of(request) : null;
    }

    /** What a sign-in form carries on; null when it carries nothing. */
    public static @Nullable KeptRequest carried(HttpServletRequest request) {
        var address = LocalPath.of(request.getParameter(ADDRESS));
        if (address.isEmpty() || !isFromOwnPage(request)) {
            return null;
        }
        var kept = bounded(
                address.get(),
                fields(request.getParameterMap())
                        .filter(field -> field.name.startsWith(FIELD))
                        .map(field -> new Field(field.name.substring(FIELD.length()), field.value))
                        .toList());
        var passwords = Objects.requireNonNullElse(request.getParameterValues(PASSWORD), new String[0]);
        return kept == null ? null : new KeptRequest(kept.address, true, kept.fields, List.of(passwords));
    }

    /** The fields under which a sign-in form carries this on. */
    public List<Field> toCarry() {
        return Stream.of(
                        Stream.of(new Field(ADDRESS, address)),
                        typed().stream().map(field -> new Field(FIELD + field.name, field.value)),
                        passwords.stream().map(name -> new Field(PASSWORD, name)))
                .flatMap(each -> each)
                .toList();
    }

    /** The fields without the token against forged requests, of which a page that asks for sign-in gets a new one. */
    public List<Field> typed() {
        return fields.stream().filter(field -> !field.name.equals(CSRF)).toList();
    }

    /** The same without characters that cannot be stored, so that it can be sent again. */
    KeptRequest storable() {
        return new KeptRequest(
                address,
                post,
                fields.stream()
                        .filter(field -> StorableText.matches(field.name))
                        .map(field -> new Field(field.name, StorableText.cleaned(field.value)))
                        .toList(),
                passwords.stream().filter(StorableText::matches).toList());
    }

    private static @Nullable KeptRequest bounded(String address, List<Field> all) {
        if (all.stream()
                        .mapToInt(field -> field.name.length() + field.value.length())
                        .sum()
                > MAX_LENGTH) {
            return null;
        }
        var passwords = all.stream()
                .filter(field -> field.isPassword() && !field.value.isEmpty())
                .map(Field::name)
                .distinct()
                .toList();
        return new KeptRequest(
                address,
                true,
                all.stream().filter(field -> !passwords.contains(field.name)).toList(),
                passwords);
    }

    private static Stream<Field> fields(Map<String, String[]> parameters) {
        return parameters.entrySet().stream()
                .flatMap(each -> Arrays.stream(each.getValue()).map(value -> new Field(each.getKey(), value)));
    }

    /** Browsers say where a form comes from; whoever says nothing is no browser, and has nobody's cookies. */
    private static boolean isFromOwnPage(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            return false;
        }
        return Optional.ofNullable(request.getHeader(HttpHeaders.ORIGIN))
                .map(origin -> isOwn(origin, request))
                .orElse(true);
    }

    private static boolean isOwn(String origin, HttpServletRequest request) {
        try {
            var from = URI.create(origin);
            return request.getScheme().equals(from.getScheme())
                    && request.getServerName().equalsIgnoreCase(from.getHost())
                    && request.getServerPort() == port(from);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int port(URI origin) {
        return origin.getPort() >= 0 ? origin.getPort() : "https".equals(origin.getScheme()) ? 443 : 80;
    }

    /** One field as it was sent. */
    public record Field(String name, String value) {

        boolean isPassword() {
            var lower = name.toLowerCase(Locale.ROOT);
            return lower.contains("password") || lower.contains("secret") || PASSWORDS.contains(lower);
        }

        @Override
        public String toString() {
            return name; // never what was typed
        }
    }
}
