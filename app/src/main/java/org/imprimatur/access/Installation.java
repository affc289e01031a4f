package org.imprimatur.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.imprimatur.web.StorableText;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** Browsers share cookies between ports, so the session's name carries the id of its installation. */
@Configuration(proxyBeanMethods = false)
class Installation {

    /** HTTP only, same site, and secure whenever the request was. */
    @Bean
    @DependsOnDatabaseInitialization
    CookieSerializer sessionCookie(JdbcClient jdbc) {
        var id = jdbc.sql("select id from installation").query(String.class).single();
        var cookie = new DefaultCookieSerializer() {
            @Override
            public List<String> readCookieValues(HttpServletRequest request) {
                return super.readCookieValues(request).stream()
                        .filter(StorableText::matches)
                        .toList();
            }
        };
        cookie.setCookieName("imprimatur-" + id);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        return cookie;
    }
}
