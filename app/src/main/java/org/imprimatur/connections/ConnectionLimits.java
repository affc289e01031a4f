package org.imprimatur.connections;

import java.time.Duration;

/**
 * How much of this server one client, and all clients together, may hold. A connection costs about 60 KB while its
 * request headers come in, and one of Tomcat's 200 threads while its request body is read or its response is written.
 *
 * @param connections open at a time; twice as many sockets as a test attacks with, and 120 MB at most
 * @param waitingPerAddress connections of one address (an IPv6 /64 is one) that wait for a request or send its headers;
 *     a browser opens six. Does not hold for trusted proxies, which carry the connections of many
 * @param unfinishedPerClient requests of one client that are not answered to the end. A client is a signed-in person,
 *     else an address, which a trusted proxy tells
 * @param unfinishedAnonymous such requests of all clients together that are not signed in, whoever works for them: half
 *     of the 200 threads is left for those who are
 * @param blockedPerClient those of them that wait for the client to send a body or to read a response
 * @param blockedAnonymous such requests of all clients together that are not signed in
 * @param blockedInAll such requests of everybody; what is left of the 200 threads goes on working
 * @param headersWithin time from the first byte of a request, or from connecting, to the end of its headers
 * @param waitAtMost time that one request may wait for its client, body and response each, before its bytes count
 * @param slowest bytes per second that prolong {@code waitAtMost} for signed-in people: an upload over a slow line is
 *     no attack. Bodies of others are so short that they get no more time
 */
record ConnectionLimits(
        int connections,
        int waitingPerAddress,
        int unfinishedPerClient,
        int unfinishedAnonymous,
        int blockedPerClient,
        int blockedAnonymous,
        int blockedInAll,
        Duration headersWithin,
        Duration waitAtMost,
        int slowest) {

    static final ConnectionLimits DEFAULT = new ConnectionLimits(
            2_000, 128, 64, 100, 24, 80, 140, Duration.ofSeconds(10), Duration.ofSeconds(20), 2_048);

    /** How full the server may get before somebody's idle connection is closed for a new one. */
    int almostAll() {
        return connections - connections / 8;
    }
}
