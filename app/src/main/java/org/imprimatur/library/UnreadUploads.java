package org.imprimatur.library;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Lets whoever sends an upload that is already refused come to its end, and throws away what still comes: most programs
 * read no answer before they have sent everything, and a connection that is closed before takes the answer with it.
 */
@Component
class UnreadUploads implements HandlerInterceptor, WebMvcConfigurer {

    private static final Logger log = LoggerFactory.getLogger(UnreadUploads.class);

    /** In bytes, of a body that does not say how long it is; browsers always do. */
    private static final long UNANNOUNCED = DataSize.ofMegabytes(64).toBytes();

    /** In bytes. Nobody is that much over the limit by mistake. */
    private final long patience;

    UnreadUploads(@Value("${imprimatur.uploads.limit:2GB}") DataSize limit) {
        this.patience = 2 * limit.toBytes();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/brands/*/assets", "/library/upload");
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
        if (!"POST".equals(request.getMethod()) || request.getHeader(HttpHeaders.EXPECT) != null) {
            return; // who expects to be told when to send listens while sending
        }
        try {
            response.flushBuffer();
            drain(request);
        } catch (IOException gone) {
            log.debug("Who sent the upload has left: {}", gone.getMessage());
        }
    }

    private void drain(HttpServletRequest request) throws IOException {
        var content = request.getInputStream();
        var buffer = new byte[64 * 1024];
        var most = request.getContentLengthLong() < 0 ? UNANNOUNCED : patience;
        long drained = 0;
        for (int read = content.read(buffer); read >= 0 && drained <= most; read = content.read(buffer)) {
            drained += read;
        }
    }
}
