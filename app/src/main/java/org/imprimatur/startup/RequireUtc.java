package org.imprimatur.startup;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Refuses to run in any other zone than UTC; registered in {@code spring.factories}, so that it speaks before the
 * database is touched. The engine's timestamps carry no zone: elsewhere the doubled hour of a clock change is stored
 * wrongly, and two nodes in two zones disagree by hours.
 */
class RequireUtc implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        require(ZoneId.systemDefault());
    }

    static void require(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        if (!rules.isFixedOffset() || !rules.getOffset(Instant.EPOCH).equals(ZoneOffset.UTC)) {
            throw new CannotStart("The Java process must run in UTC, but its time zone is " + zone
                    + ": start it with -Duser.timezone=UTC. People, brands and slots keep zones of their own.");
        }
    }
}
