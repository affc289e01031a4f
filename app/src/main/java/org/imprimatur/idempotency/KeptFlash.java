package org.imprimatur.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.SessionFlashMapManager;

/** What an answer says once on the page to which it leads: the confirmation, which has to come again with the answer. */
final class KeptFlash {

    private static final String IN_SESSION = SessionFlashMapManager.class.getName() + ".FLASH_MAPS";

    private KeptFlash() {}

    /** Words and marks; anything else is not kept. */
    static Map<String, Object> of(HttpServletRequest request) {
        var kept = new HashMap<String, Object>();
        if (request.getAttribute(DispatcherServlet.OUTPUT_FLASH_MAP_ATTRIBUTE) instanceof FlashMap flash) {
            flash.forEach((name, value) -> {
                if (value instanceof String || value instanceof Boolean || value instanceof List<?>) {
                    kept.put(name, value);
                }
            });
        }
        return kept;
    }

    /** Says it again, unless the first time has not been read yet. */
    static void restore(KeptAnswer answer, HttpServletRequest request, HttpServletResponse response) {
        var location = answer.headers().get(HttpHeaders.LOCATION);
        if (location == null || answer.flash().isEmpty() || isWaiting(answer.flash(), request)) {
            return;
        }
        var again = new FlashMap();
        again.putAll(answer.flash());
        again.setTargetRequestPath(URI.create(location).getPath());
        new SessionFlashMapManager().saveOutputFlashMap(again, request, response);
    }

    private static boolean isWaiting(Map<String, Object> flash, HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null
                && session.getAttribute(IN_SESSION) instanceof List<?> waiting
                && waiting.stream().anyMatch(each -> each instanceof FlashMap map && new HashMap<>(map).equals(flash));
    }
}
