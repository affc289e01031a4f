package org.imprimatur.publishing;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.imprimatur.approval.Outlet;
import org.imprimatur.approval.Round;
import org.imprimatur.content.Channel;
import org.imprimatur.log.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings approved posts to their channels, by way of the ledger. */
@Component
@Transactional
class PostOutlet implements Outlet {

    private final LedgerRepository ledger;
    private final Feeds feeds;
    private final Log log;
    private final Clock clock;

    PostOutlet(LedgerRepository ledger, Feeds feeds, Log log, Clock clock) {
        this.ledger = ledger;
        this.feeds = feeds;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "post";
    }

    @Override
    public void prepare(Round approved) {
        var document = Approved.of(approved.document());
        for (var channel : document.texts().keySet().stream().sorted().toList()) {
            var attempt = new Attempt(
                    UUID.randomUUID(),
                    approved.subject().toString(),
                    document.brand(),
                    document.title(),
                    approved.number(),
                    approved.version(),
                    approved.hash(),
                    channel,
                    Attempt.State.PREPARED,
                    null,
                    null,
                    now(),
                    null);
            if (ledger.insert(attempt)) {
                write("publication.prepared", attempt, null);
            }
        }
    }

    @Override
    public List<String> publish(Round approved) {
        var failures = new ArrayList<String>();
        var attempts = ledger.lock(approved.subject().toString(), approved.version());
        if (attempts.isEmpty()) {
            failures.add("No attempt was written for this version, so nothing went out.");
        }
        for (var attempt : attempts) {
            switch (attempt.state()) {
                case PREPARED, SENDING -> go(approved, attempt, failures);
                case SENT -> {} // it is out; a repeated call changes nothing
                case FAILED, UNKNOWN -> failures.add(words(attempt));
            }
        }
        return List.copyOf(failures);
    }

    /** The feed lies in this database: entry and attempt are committed together, or neither is. */
    private void go(Round approved, Attempt attempt, List<String> failures) {
        if (!attempt.hash().equals(approved.hash())) {
            failures.add(fail(attempt, "The attempt was written for another fingerprint. Submit the post again."));
        } else if (attempt.channel().equals(Channel.FEED.id())) {
            var address = feeds.add(attempt, approved.document(), now());
            ledger.settle(attempt.id(), Attempt.State.SENT, null, address, now());
            write("publication.sent", attempt, address);
        } else {
            failures.add(fail(attempt, "There is no channel " + attempt.channel() + " any more."));
        }
    }

    private String fail(Attempt attempt, String words) {
        ledger.settle(attempt.id(), Attempt.State.FAILED, words, null, now());
        write("publication.failed", attempt, words);
        return words;
    }

    private static String words(Attempt attempt) {
        var detail = attempt.detail();
        return detail == null ? "We do not know whether this reached " + attempt.channel() + "." : detail;
    }

    private void write(String what, Attempt attempt, @Nullable String detail) {
        log.write(new Log.Entry(
                what,
                attempt.brand(),
                null,
                attempt.subject(),
                attempt.version(),
                detail == null ? attempt.channel() : attempt.channel() + ": " + detail));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
