package org.imprimatur.assets;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs stored items that cannot be read: each with its stack trace, once for each kind of failure. */
public final class UnreadableItems {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableItems.class);

    /** Beyond this many the log is told again, so that the memory stays bounded. */
    private static final int REMEMBERED = 1_000;

    private static final Map<String, Boolean> LOGGED = new ConcurrentHashMap<>();

    private UnreadableItems() {}

    /** @param item names it: {@code post:<id>} */
    public static void log(String item, Throwable failure) {
        if (LOGGED.size() >= REMEMBERED) {
            LOGGED.clear();
        }
        if (LOGGED.put(item + " " + failure.getClass().getName(), true) == null) {
            LOG.error("{} cannot be displayed", item, failure);
        }
    }
}
