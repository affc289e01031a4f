package org.imprimatur.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.imprimatur.web.StorableText;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** Browsers share cookies between ports, so the names of ours carry the id of their installation. */
@Configuration(proxyBeanMethods = false)
class Installation {

    /** HTTP only, same site, and secure whenever the request was. */
    @Bean
    @DependsOnDatabaseInitialization
    CookieSerializer sessionCookie(JdbcClient jdbc) {
        var cookie = new DefaultCookieSerializer() {
            @Override
            public List<String> readCookieValues(HttpServletRequest request) {
                return super.readCookieValues(request).stream()
                        .filter(StorableText::matches)
                        .toList();
            }
        };
        cookie.setCookieName("imprimatur-" + id(jdbc));
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        return cookie;
    }

    /** The key is made by the migration that makes its table, so all nodes have the same. */
    @Bean
    @DependsOnDatabaseInitialization
    CsrfTokenRepository csrfTokens(JdbcClient jdbc) {
        var key = jdbc.sql("select secret from server_key where name = 'csrf'")
                .query((row, n) -> row.getBytes("secret"))
                .single();
        return new SignedCsrfTokenRepository("csrf-" + id(jdbc), key);
    }

    private static String id(JdbcClient jdbc) {
        return jdbc.sql("select id from installation").query(String.class).single();
    }
}
