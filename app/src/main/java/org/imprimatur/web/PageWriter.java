package org.imprimatur.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Writes a page from a filter, where no controller does. */
@Component
public class PageWriter {

    private final ThymeleafViewResolver views;

    PageWriter(ThymeleafViewResolver views) {
        this.views = views;
    }

    /** @param name of the template, with its fragment if only that is wanted */
    public void write(String name, Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            var view = views.resolveViewName(name, request.getLocale());
            if (view == null) {
                throw new IllegalStateException("There is no page " + name);
            }
            view.render(model, request, response);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) { // what a view may throw, by its signature
            throw new IllegalStateException(e);
        }
    }
}
