package org.imprimatur.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.Assets;
import org.imprimatur.people.NotPermitted;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Sends the bytes of assets: with ranges and ETags, and in a way that no browser executes them. Whoever calls has
 * checked that the person may.
 */
@Component
public class AssetBytes {

    /** What a browser may show in place; everything else is a download. Never SVG or HTML, which can carry scripts. */
    private static final Set<String> RENDERED =
            Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4");

    /** What {@code filename} cannot hold everywhere; browsers disagree about escapes and about percent signs. */
    private static final Pattern ODD = Pattern.compile("[^ -~]|[\"\\\\%]");

    private static final String ATTRIBUTE_CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~";

    private final Assets assets;

    AssetBytes(Assets assets) {
        this.assets = assets;
    }

    /**
     * Sends an asset, or the part of it that was asked for.
     *
     * @param cacheControl how long others may keep it
     * @param download whether to offer it as a file even where it could be shown
     */
    public void send(
            Asset asset,
            String cacheControl,
            boolean download,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var etag = "\"" + asset.sha256() + "\"";
        harmless(response, cacheControl);
        if (!wanted(request, etag)) {
            response.setHeader(HttpHeaders.ETAG, etag);
            response.setStatus(HttpStatus.PRECONDITION_FAILED.value());
            return;
        }
        if (new ServletWebRequest(request, response).checkNotModified(etag)) {
            return;
        }
        var shown = RENDERED.contains(asset.mediaType()) && !download;
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, disposition(shown ? "inline" : "attachment", asset.fileName()));
        var ranges = ranges(request, etag);
        if (ranges.size() != 1) { // several parts in one answer: nobody needs them, and the whole is a fair answer
            stream(asset, 0, asset.size(), request, response);
            return;
        }
        var range = ranges.get(0);
        if (!satisfiable(range, asset.size())) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + asset.size());
            response.setStatus(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
            return;
        }
        var start = range.getRangeStart(asset.size());
        var end = range.getRangeEnd(asset.size());
        response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes " + start + "-" + end + "/" + asset.size());
        stream(asset, start, end - start + 1, request, response);
    }

    /** If-Match, which asks for these bytes or none: RFC 9110, section 13.1.1. Spring heeds it only for changes. */
    private static boolean wanted(HttpServletRequest request, String etag) {
        var named = request.getHeader(HttpHeaders.IF_MATCH);
        return named == null
                || ETag.parse(named).stream()
                        .anyMatch(
                                each -> each.isWildcard() || each.formattedTag().equals(etag));
    }

    /**
     * A plain name is said plainly, since some programs do not read the other way of saying it. Any other name is said
     * twice (RFC 6266): as it is in {@code filename*}, and for old programs with an underscore for each character that
     * could end the value, be taken for an escape, or is not ASCII.
     */
    static String disposition(String how, String name) {
        var plain = ODD.matcher(name).replaceAll("_");
        var said = how + "; filename=\"" + plain + "\"";
        return plain.equals(name) ? said : said + "; filename*=UTF-8''" + encoded(name);
    }

    /** Every byte but those that RFC 8187 calls attribute characters. */
    private static String encoded(String name) {
        var encoded = new StringBuilder();
        for (var octet : name.getBytes(StandardCharsets.UTF_8)) {
            var character = (char) (octet & 0xFF);
            if (ATTRIBUTE_CHARACTERS.indexOf(character) >= 0) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /** Sends the thumbnail; 404 when there is none. */
    public void thumbnail(Asset asset, HttpServletRequest request, HttpServletResponse response) throws IOException {
        harmless(response, "private, max-age=3600");
        if (asset.thumbnail()
                && new ServletWebRequest(request, response).checkNotModified("\"thumbnail-" + asset.sha256() + "\"")) {
            return;
        }
        var thumbnail = assets.thumbnail(asset.id());
        if (thumbnail.isEmpty()) {
            throw new NotPermitted(true, "There is no thumbnail of it.");
        }
        try (var content = thumbnail.get()) {
            response.setContentType(content.mediaType());
            response.setContentLengthLong(content.length());
            if (!isHead(request)) {
                content.stream().transferTo(response.getOutputStream());
            }
        }
    }

    private void stream(Asset asset, long offset, long length, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType(sentAs(asset.mediaType()));
        if (isHead(request)) {
            response.setContentLengthLong(length);
            return;
        }
        try (var content = assets.open(asset, offset, length)) {
            response.setContentLengthLong(length);
            content.stream().transferTo(response.getOutputStream());
        }
    }

    /** Text and markup are sent as bytes without a meaning, so that no reader takes them for a page of ours. */
    private static String sentAs(String mediaType) {
        var alone = mediaType.split(";", 2)[0].strip(); // without parameters
        var active = alone.startsWith("text/")
                || alone.endsWith("+xml")
                || alone.endsWith("/xml")
                || alone.contains("script");
        return active ? MediaType.APPLICATION_OCTET_STREAM_VALUE : alone;
    }

    private static void harmless(HttpServletResponse response, String cacheControl) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    private static List<HttpRange> ranges(HttpServletRequest request, String etag) {
        var asked = request.getHeader(HttpHeaders.RANGE);
        var ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        if (asked == null || (ifRange != null && !ifRange.equals(etag))) {
            return List.of();
        }
        try {
            return HttpRange.parseRanges(asked);
        } catch (IllegalArgumentException e) {
            return List.of(); // a range that cannot be read counts as none: RFC 9110, section 14.2
        }
    }

    private static boolean satisfiable(HttpRange range, long size) {
        return range.getRangeStart(size) < size && range.getRangeStart(size) <= range.getRangeEnd(size);
    }

    private static boolean isHead(HttpServletRequest request) {
        return "HEAD".equals(request.getMethod());
    }
}
