package org.imprimatur.connections;

import jakarta.servlet.Filter;
import org.imprimatur.connections.ClientFilters.ClientAddressFilter;
import org.imprimatur.connections.ClientFilters.SignedInClientFilter;
import org.imprimatur.proxy.TrustedProxies;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.util.unit.DataSize;

/** The limits, and the order of the filters that keep them: all but one run before Spring Security. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HostSettings.class)
class ConnectionLimitsConfiguration {

    /** Behind what reads a proxy's headers. */
    private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 1;

    /** Behind what tells of a missing database, which answers the failures of all that follows. */
    private static final int BODIES = Ordered.HIGHEST_PRECEDENCE + 3;

    /** Behind what reads forms, which takes as long as their senders like, and before sessions are looked up. */
    private static final int ANONYMOUS = Ordered.HIGHEST_PRECEDENCE + 4;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitedConnections(TrustedProxies proxies) {
        return factory -> {
            factory.setProtocol(LimitedHttp11Protocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof LimitedHttp11Protocol protocol) {
                    protocol.use(new OpenConnections(ConnectionLimits.DEFAULT, proxies::contains));
                }
                connector.setMaxPostSize((int) BodyLimit.MOST.toBytes());
            });
        };
    }

    @Bean
    KnownCredentials knownCredentials(CookieSerializer sessions) {
        return new KnownCredentials(sessions);
    }

    @Bean
    FilterRegistrationBean<Filter> clientAddress(KnownCredentials known) {
        return ordered(new ClientAddressFilter(known), FIRST);
    }

    @Bean
    FilterRegistrationBean<Filter> hostName(
            HostSettings settings, @Value("${server.address:0.0.0.0}") String address, MessageSource messages) {
        return ordered(new HostNameFilter(settings.answered(address), messages), FIRST);
    }

    @Bean
    FilterRegistrationBean<Filter> bodyLimit(
            @Value("${imprimatur.uploads.limit:2GB}") DataSize uploads, MessageSource messages) {
        return ordered(new BodyLimitFilter(new BodyLimit(uploads), new LargeBodies(), messages), BODIES);
    }

    @Bean
    FilterRegistrationBean<Filter> anonymousCalls(KnownCredentials known, MessageSource messages) {
        return ordered(new AnonymousCallFilter(known, messages), ANONYMOUS);
    }

    @Bean
    FilterRegistrationBean<Filter> signedInClient() {
        return ordered(new SignedInClientFilter(), SecurityProperties.DEFAULT_FILTER_ORDER + 1);
    }

    private static FilterRegistrationBean<Filter> ordered(Filter filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}
