package org.imprimatur.proxy;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.imprimatur.startup.ConditionalOnSetting;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProxySettings.class)
class ProxyConfiguration {

    @Bean
    TrustedProxies trustedProxies(ProxySettings settings) {
        return settings.proxies();
    }

    /** Before everything that asks for scheme, host, path or client. */
    @Bean
    FilterRegistrationBean<ForwardedHeaders> forwardedHeaders(TrustedProxies proxies) {
        var registration = new FilterRegistrationBean<>(new ForwardedHeaders(proxies));
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    @ConditionalOnSetting("imprimatur.proxy.trusted")
    FilterRegistrationBean<SecureCookies> secureCookies() {
        var registration = new FilterRegistrationBean<>(new SecureCookies());
        registration.addUrlPatterns("/camunda/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    @Bean
    @ConditionalOnSetting("imprimatur.proxy.trusted")
    PrefixedAddresses prefixedAddresses() {
        return new PrefixedAddresses();
    }
}
