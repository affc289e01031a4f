package org.imprimatur.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.SessionFlashMapManager;

/**
 * Bounds what waits in a session to be said once on the next page: however much a page wants to say, its reader gets the
 * page, and where it was too much a word about that.
 */
@Component("flashMapManager") // the name under which Spring MVC looks for it
class BoundedFlashMaps extends SessionFlashMapManager {

    /** Characters that one page may say. */
    static final int MAX_LENGTH = 20_000;

    /** Pages that wait at a time; more are tabs whose answers nobody reads. */
    static final int MAX_WAITING = 20;

    private final MessageSource messages;

    BoundedFlashMaps(MessageSource messages) {
        this.messages = messages;
    }

    @Override
    protected void updateFlashMaps(List<FlashMap> waiting, HttpServletRequest request, HttpServletResponse response) {
        for (var flash : waiting) {
            if (length(flash) > MAX_LENGTH) {
                flash.clear();
                flash.put("toast", messages.getMessage("flash.too-long", null, request.getLocale()));
            }
        }
        var newest = waiting.subList(Math.max(0, waiting.size() - MAX_WAITING), waiting.size());
        super.updateFlashMaps(new CopyOnWriteArrayList<>(newest), request, response);
    }

    private static long length(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .mapToLong(entry -> length(entry.getKey()) + length(entry.getValue()))
                    .sum();
        }
        if (value instanceof Collection<?> all) {
            return all.stream().mapToLong(each -> length(each)).sum();
        }
        return value instanceof CharSequence text ? text.length() : 16;
    }
}
