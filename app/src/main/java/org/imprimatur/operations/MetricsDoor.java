package org.imprimatur.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.MessageDigest;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The metrics have a door and a key of their own: they belong to no person, and their key opens nothing else. Before the
 * door for programs, which knows personal tokens alone.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MetricsSettings.class)
class MetricsDoor {

    @Bean
    @Order(0)
    SecurityFilterChain doorForMetrics(HttpSecurity http, MetricsSettings settings) throws Exception {
        return http.securityMatcher(withDefaults().matcher("/actuator/prometheus"))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(no -> no.authenticationEntryPoint((request, response, notYet) -> {
                    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Imprimatur metrics\"");
                    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
                }))
                .authorizeHttpRequests(requests -> requests.anyRequest()
                        .access((who, context) ->
                                new AuthorizationDecision(opens(context.getRequest(), settings.token()))))
                .build();
    }

    private static boolean opens(HttpServletRequest request, String token) {
        var shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        return !token.isEmpty()
                && shown != null
                && MessageDigest.isEqual(shown.getBytes(UTF_8), ("Bearer " + token).getBytes(UTF_8));
    }
}
