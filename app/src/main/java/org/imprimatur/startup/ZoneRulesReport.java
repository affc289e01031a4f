package org.imprimatur.startup;

import org.imprimatur.time.TimeZones;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Logs at the start which release of the IANA time zone database is in use. */
@Component
class ZoneRulesReport {

    private static final Logger LOG = LoggerFactory.getLogger(ZoneRulesReport.class);

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        if (TimeZones.current()) {
            LOG.info("Time zones by release {} of the IANA database", TimeZones.release());
        } else {
            LOG.warn(
                    "Time zones by release {} of the IANA database, from the Java runtime: zones that were changed"
                            + " since then are wrong. Something used a time zone before the application could set its own"
                            + " rules",
                    TimeZones.release());
        }
    }
}
