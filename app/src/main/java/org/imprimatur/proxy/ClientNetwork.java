package org.imprimatur.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** What limits per client count as one: an IPv4 address, or an IPv6 /64, of which its owner has every address. */
public final class ClientNetwork {

    private static final int IPV6_NETWORK = 8; // bytes

    private ClientNetwork() {}

    /** A key for the network of this address; what is no address is its own key. */
    public static String of(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try { // a colon, so no name that would be asked for
            var bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, IPV6_NETWORK)));
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
