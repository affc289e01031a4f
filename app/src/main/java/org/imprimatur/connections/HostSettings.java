package org.imprimatur.connections;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.imprimatur.startup.CannotStart;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Under which names this server answers. A page of somebody else may point a name of its own at our address (DNS
 * rebinding): then the browser takes it for the same origin, and only the name tells.
 *
 * @param hosts public host names or addresses, without scheme and port; none by default
 */
@ConfigurationProperties("imprimatur.public")
record HostSettings(@DefaultValue List<String> hosts) {

    /** Of a server that answers on loopback; browsers never look them up, or find loopback only. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}\\.)*+[a-z0-9-]{1,63}|[a-z0-9]|\\[[0-9a-f:.]{2,45}]");

    /**
     * The names that are answered.
     *
     * @param address where the server listens
     * @throws CannotStart when a name is none, or none is given for a server that others can reach
     */
    Set<String> answered(String address) {
        var names = new TreeSet<String>();
        for (var host : hosts) {
            var name = host.strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                names.add(checked(name));
            }
        }
        if (isLoopback(address)) {
            names.addAll(LOOPBACK);
        }
        if (names.isEmpty()) {
            throw new CannotStart("IMPRIMATUR_PUBLIC_HOSTS is missing: this server listens on " + address
                    + ", where others reach it, and answers only the host names that are listed there, like"
                    + " press.example.org, separated by commas.");
        }
        return names;
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new CannotStart("IMPRIMATUR_PUBLIC_HOSTS lists host names without scheme and port, like"
                    + " press.example.org, separated by commas, but has " + name + ".");
        }
        return name;
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new CannotStart("SERVER_ADDRESS is no address of this machine: " + address + ".", e);
        }
    }
}
