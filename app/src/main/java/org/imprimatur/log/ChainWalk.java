package org.imprimatur.log;

import org.imprimatur.log.Chain.Broken;
import org.imprimatur.log.Chain.Link;
import org.jspecify.annotations.Nullable;

/** Goes along the chain, link by link in the order of their sequence, until one does not hold. */
final class ChainWalk {

    private final @Nullable String noted;

    private long passed;
    private LinkHash last = LinkHash.GENESIS;
    private boolean metNoted;
    private @Nullable Broken broken;

    /** @param noted a head that has to come by; null for none */
    ChainWalk(@Nullable String noted) {
        this.noted = noted;
        this.metNoted = noted == null || noted.equals(last.hex());
    }

    /** Whether this link follows the one before it and seals what the log says. */
    boolean holds(Link link) {
        broken = fault(link);
        passed = link.sequence();
        last = link.hash();
        metNoted |= last.hex().equals(noted);
        return broken == null;
    }

    private @Nullable Broken fault(Link link) {
        if (link.sequence() != passed + 1) {
            return new Broken(
                    passed + 1,
                    null,
                    "This link is missing; the next one there is has the sequence " + link.sequence() + ".");
        }
        if (!link.previous().equals(last)) {
            return fault(link, "It does not stand on the link before it.");
        }
        var written = link.written();
        if (written == null) {
            return fault(link, "The entry that it seals is missing in the log.");
        }
        if (!link.hash().equals(last.next(link.sequence(), written))) {
            return fault(link, "The entry, or the link's place, is not what was sealed.");
        }
        return null;
    }

    private static Broken fault(Link link, String reason) {
        return new Broken(link.sequence(), link.entry(), reason);
    }

    /** The first fault; a noted head that never came by is found missing at the end. */
    @Nullable
    Broken broken() {
        if (broken == null && !metNoted) {
            return new Broken(
                    passed + 1,
                    null,
                    "No link has the head that was noted: the end of the chain was cut off or written anew.");
        }
        return broken;
    }
}
