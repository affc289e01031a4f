package org.imprimatur.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.imprimatur.web.Address;
import org.springframework.security.web.header.HeaderWriter;

/**
 * What a page of ours may load and who may frame it. Camunda's webapps bring their own, looser policy, which lets them
 * evaluate; answers that already carry one, of uploaded files for instance, keep it. The headers are written as an
 * answer is committed, so error pages under a webapp's path, which bring none, get ours.
 */
class ContentRules implements HeaderWriter {

    private static final String CSP = "Content-Security-Policy";
    private static final String FRAMES = "X-Frame-Options";
    private static final Pattern PREVIEW = Pattern.compile("/review/[^/]+/preview");
    private static final String OURS = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:;"
            + " style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; ";

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        var path = Address.of(request);
        var framed = PREVIEW.matcher(path).matches();
        set(response, FRAMES, framed || path.startsWith("/camunda/") ? "SAMEORIGIN" : "DENY");
        set(response, CSP, OURS + "frame-ancestors " + (framed ? "'self'" : "'none'"));
    }

    private static void set(HttpServletResponse response, String name, String value) {
        if (!response.containsHeader(name)) {
            response.setHeader(name, value);
        }
    }
}
