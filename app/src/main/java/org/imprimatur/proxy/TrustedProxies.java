package org.imprimatur.proxy;

import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** The proxies in front of us, whose word about their clients is believed. */
public final class TrustedProxies {

    private final List<IpAddressMatcher> networks;

    TrustedProxies(List<IpAddressMatcher> networks) {
        this.networks = networks;
    }

    /** @param address IPv4 or IPv6, as Java writes it */
    public boolean contains(String address) {
        return networks.stream().anyMatch(network -> network.matches(address));
    }
}
