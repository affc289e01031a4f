package org.imprimatur.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Type;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.AbstractJackson2HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses parameters, form fields and JSON strings that PostgreSQL cannot store, before any controller sees them. It
 * names the field. Encoded U+0000 in a path is refused by Spring Security's firewall.
 */
@ControllerAdvice
class StorableTextChecks extends RequestBodyAdviceAdapter implements HandlerInterceptor, WebMvcConfigurer {

    private final ObjectMapper json;
    private final MessageSource messages;

    StorableTextChecks(ObjectMapper json, MessageSource messages) {
        this.json = json;
        this.messages = messages;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() != DispatcherType.ERROR) { // or its page would be refused as well
            for (var parameter : request.getParameterMap().entrySet()) {
                requireInForm(request, parameter.getKey(), parameter.getKey());
                for (var value : parameter.getValue()) {
                    requireInForm(request, parameter.getKey(), value);
                }
            }
        }
        return true;
    }

    @Override
    public boolean supports(
            MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converterType) {
        return AbstractJackson2HttpMessageConverter.class.isAssignableFrom(converterType);
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage input,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converterType) {
        require("body", body instanceof JsonNode node ? node : json.<JsonNode>valueToTree(body));
        return body;
    }

    private void require(String field, JsonNode node) {
        if (node.isTextual()) {
            require(field, node.textValue());
        }
        for (var child : node.properties()) {
            require(field, child.getKey());
            require(child.getKey(), child.getValue());
        }
        if (node.isArray()) {
            node.forEach(element -> require(field, element));
        }
    }

    /** A form is kept, so that its page can offer to send it without these characters. */
    private void requireInForm(HttpServletRequest request, String field, String text) {
        if (StorableText.matches(text)) {
            return;
        }
        if (!Problems.forPrograms(request)) {
            var kept = KeptRequest.of(request);
            if (kept != null && kept.post()) {
                request.setAttribute(Problems.SENT_AGAIN, kept.storable());
            }
        }
        var name = StorableText.matches(field) ? field : "";
        throw new InvalidInput(
                name,
                Problems.forPrograms(request)
                        ? messages.getMessage("text.not-storable", null, Locale.ROOT)
                        : messages.getMessage("text.not-storable.field", new Object[] {name}, request.getLocale()));
    }

    private void require(String field, String text) {
        if (!StorableText.matches(text)) {
            var name = StorableText.matches(field) ? field : "";
            throw new InvalidInput(name, messages.getMessage("text.not-storable", null, Locale.ROOT));
        }
    }
}
