package org.imprimatur.proxy;

import java.util.List;
import org.imprimatur.startup.CannotStart;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * The proxies in front of us.
 *
 * @param trusted their addresses, or networks like {@code 172.18.0.0/16}; what anybody else says in {@code Forwarded}
 *     and {@code X-Forwarded-*} is not heard. None by default.
 */
@ConfigurationProperties("imprimatur.proxy")
record ProxySettings(@DefaultValue List<String> trusted) {

    /** @throws CannotStart when one of them is no address */
    TrustedProxies proxies() {
        return new TrustedProxies(trusted.stream()
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(ProxySettings::matcher)
                .toList());
    }

    private static IpAddressMatcher matcher(String address) {
        try {
            return new IpAddressMatcher(address);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(
                    "IMPRIMATUR_PROXY_TRUSTED lists addresses and networks, like 10.0.0.5 or 172.18.0.0/16, separated"
                            + " by commas, but has " + address + ".",
                    e);
        }
    }
}
