package org.imprimatur.assets;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.imprimatur.assets.AssetStore.Stored;
import org.imprimatur.assets.ReconcileRepository.Claim;
import org.imprimatur.assets.ReconcileRepository.Named;
import org.imprimatur.assets.ReconcileRepository.Part;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings store and database to agree, now and then and when asked. An upload that broke off between the two leaves an
 * object that no row names: removed once it is older than a grace period that no upload outlasts. A row whose object is
 * missing is reported.
 *
 * <p>Both sides are walked through in the order of their keys, a part at a time, each part in a transaction of its own
 * that also says how far it came. One node does so at a time, on a lease; when it ends before its work, another one
 * continues.
 */
@Component
public class Reconcile implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Reconcile.class);

    /** Objects, and at most twice as many rows, that are compared between two commits. */
    private static final int PART = 1_000;

    private static final int REMOVED_PER_LEASE = 100;

    /** A page of the store's list may take 20 s, and so may each object that is removed or looked for again. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    /** Objects between two lines in the log. */
    private static final int TOLD_EVERY = 50_000;

    private final ReconcileRepository repository;
    private final AssetStore store;
    private final ObjectListing listing;
    private final TransactionOperations transactions;
    private final ReconcileSettings settings;
    private final Clock clock;
    private @Nullable ScheduledExecutorService worker;
    private Instant running = Instant.MAX;

    Reconcile(
            ReconcileRepository repository,
            AssetStore store,
            ObjectListing listing,
            TransactionOperations transactions,
            ReconcileSettings settings,
            Clock clock) {
        this.repository = repository;
        this.store = store;
        this.listing = listing;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Begins a comparison in the background, or continues one that another node left; empty while one runs, on whichever
     * node.
     */
    public Optional<Progress> begin() {
        var claim = takeOver().or(() -> claim(settings.grace()));
        claim.ifPresent(this::continueInBackground);
        return claim.flatMap(begun -> repository.latest());
    }

    /** The comparison that runs, or that ran last; empty before the first. */
    public Optional<Progress> latest() {
        return repository.latest();
    }

    /**
     * Compares now.
     *
     * @return empty when another comparison runs, or continues this one
     */
    Optional<Progress> run(Duration grace) {
        return claim(grace).flatMap(this::compare);
    }

    private Optional<Claim> claim(Duration grace) {
        var before = clock.instant().minus(grace);
        return Optional.ofNullable(
                transactions.execute(status -> repository.begin(before, LEASE).orElse(null)));
    }

    private synchronized void continueInBackground(Claim claim) {
        if (worker == null) {
            repository.release(claim);
            return;
        }
        var context = MDC.getCopyOfContextMap(); // the lines in the log name the request that asked for it
        worker.execute(() -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            try {
                compareOrWarn(claim);
            } finally {
                MDC.clear();
            }
        });
    }

    /** Continues what another node left, or begins when it is time. */
    private void look() {
        try {
            var claim = takeOver();
            if (claim.isEmpty() && isTime()) {
                claim = claim(settings.grace());
            }
            claim.ifPresent(this::compareOrWarn);
        } catch (RuntimeException e) {
            log.warn("Store and database could not be compared; the next try is in {}", settings.every(), e);
        }
    }

    /** Takes over a comparison that another node left; empty when there is none. */
    Optional<Claim> takeOver() {
        var claim = repository.resume(LEASE);
        claim.ifPresent(left -> log.info("Store and database: the comparison continues after \"{}\"", left.reached()));
        return claim;
    }

    /** Continues a comparison that another node left; empty when there is none. */
    Optional<Progress> resumed() {
        return takeOver().flatMap(this::compare);
    }

    private boolean isTime() {
        var last = repository.latest();
        var ended =
                last.map(Progress::endedAt).filter(at -> at.isAfter(running)).orElse(running);
        return !clock.instant().isBefore(ended.plus(settings.every()));
    }

    private void compareOrWarn(Claim claim) {
        try {
            compare(claim);
        } catch (RuntimeException e) {
            log.warn("Store and database could not be compared; the next try is in {}", settings.every(), e);
        }
    }

    /** Empty when the lease was lost or this node stops. */
    Optional<Progress> compare(Claim claim) {
        try {
            var walk = new Walk(claim);
            while (!walk.atEnd()) {
                if (Thread.interrupted()) { // this node stops
                    repository.release(claim);
                    return Optional.empty();
                }
                if (!walk.step()) {
                    log.info("Store and database: another node continues the comparison");
                    return Optional.empty();
                }
            }
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                repository.release(claim);
            } else {
                repository.end(claim, State.FAILED);
            }
            throw e;
        }
        repository.end(claim, State.DONE);
        var result = repository.latest();
        result.ifPresent(Reconcile::tell);
        return result;
    }

    private static void tell(Progress result) {
        log.info(
                "Store and database compared: {} objects, {} of them young and without an asset, {} removed, {} missing",
                result.objects(),
                result.young(),
                result.removed(),
                result.missing());
        if (result.missing() > 0) {
            log.error("The bytes of {} assets are missing in the store: {}", result.missing(), result.missingAssets());
        }
    }

    /** Both lists of keys, side by side. */
    private final class Walk {

        private final Claim claim;
        private final Iterator<Stored> objects;
        private final Deque<Stored> next = new ArrayDeque<>(PART);
        private @Nullable String reached;
        private int walked;

        Walk(Claim claim) {
            this.claim = claim;
            this.objects = listing.after(claim.reached());
            this.reached = claim.reached();
        }

        boolean atEnd() {
            return reached == null;
        }

        /** Compares the next keys; whether the lease was still ours. */
        boolean step() {
            var from = String.valueOf(reached);
            while (next.size() < PART && objects.hasNext()) {
                next.add(objects.next());
            }
            var to = next.size() < PART ? null : next.getLast().key();
            var named = repository.named(from, to, 2 * PART);
            if (named.size() == 2 * PART) {
                to = named.get(named.size() - 1).key();
            }
            var listed = new ArrayList<Stored>();
            while (!next.isEmpty()
                    && (to == null
                            || ObjectListing.ORDER.compare(next.getFirst().key(), to) <= 0)) {
                listed.add(next.removeFirst());
            }
            var part = part(listed, named);
            var last = to == null ? from : to;
            var ours = mine
                    && Boolean.TRUE.equals(
                            transactions.execute(status -> repository.advance(claim, last, part, LEASE)));
            if (ours && (walked + part.objects()) / TOLD_EVERY > walked / TOLD_EVERY) {
                log.info("Store and database: {} objects compared, up to {}", walked + part.objects(), last);
            }
            walked += part.objects();
            reached = to;
            return ours;
        }

        private Part part(List<Stored> listed, List<Named> named) {
            var there = listed.stream().map(Stored::key).collect(Collectors.toSet());
            var wanted = named.stream().map(Named::key).collect(Collectors.toCollection(HashSet::new));
            // asked once more by key, so that no mistake about the order of keys costs an object
            var unnamedKeys = repository.unnamed(listed.stream()
                    .map(Stored::key)
                    .filter(key -> !wanted.contains(key))
                    .toList());
            var unnamed = listed.stream()
                    .filter(object -> unnamedKeys.contains(object.key()))
                    .toList();
            var old = unnamed.stream()
                    .filter(object -> object.modified().isBefore(claim.oldBefore()))
                    .map(Stored::key)
                    .toList();
            var missing = named.stream()
                    .filter(each -> !there.contains(each.key()))
                    .filter(this::isMissing)
                    .toList();
            confirmed += missing.size();
            return new Part(listed.size(), named.size(), unnamed.size() - old.size(), removed(old), missing);
        }

        /**
         * An empty database before a full bucket is rather a wrong address than a bucket of leftovers: nothing is
         * removed then.
         */
        private List<String> removed(List<String> old) {
            var removed = new ArrayList<String>();
            for (var key : old.isEmpty() || !repository.anyAsset() ? List.<String>of() : old) {
                if (stillMine()) {
                    store.remove(key);
                    removed.add(key);
                }
            }
            return removed;
        }

        private int asked;
        private int confirmed;
        private boolean mine = true;

        /**
         * What the list did not have may have been stored after it, so it is looked for once more; but not when so much
         * is missing that this explains nothing.
         */
        private boolean isMissing(Named named) {
            return confirmed >= ReconcileRepository.FINDINGS
                    || (stillMine() && store.size(named.key()).isEmpty());
        }

        /** Asked before each call to the store beyond its list, which may take long when there are many. */
        private boolean stillMine() {
            if (mine && ++asked % REMOVED_PER_LEASE == 0) {
                mine = repository.renew(claim, LEASE) && !Thread.currentThread().isInterrupted();
            }
            return mine;
        }
    }

    @Override
    public synchronized void start() {
        if (worker == null) {
            running = clock.instant();
            worker = Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("reconcile-"));
            var between = Math.min(settings.every().toMillis(), LOOK_EVERY.toMillis());
            var unused = worker.scheduleWithFixedDelay(this::look, between, between, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (worker != null) {
            worker.shutdownNow();
            worker = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return worker != null;
    }

    /** How a comparison stands. */
    public enum State {
        RUNNING,
        DONE,
        /** The store or the database did not answer; the next one begins anew. */
        FAILED
    }

    /**
     * How far a comparison came and what it found.
     *
     * @param objects in the bucket, compared so far
     * @param rows keys that rows named when it began; some are missing or new by its end
     * @param rowsCompared keys that rows name, compared so far
     * @param young objects that no row names, but may still be on their way
     * @param removed objects that no row named and that were old
     * @param missing objects and thumbnails that rows name and the store does not have
     * @param removedKeys the first thousand of them
     * @param missingAssets of the first thousand of them
     */
    public record Progress(
            UUID id,
            State state,
            Instant startedAt,
            @Nullable Instant endedAt,
            long objects,
            long rows,
            long rowsCompared,
            long young,
            long removed,
            long missing,
            List<String> removedKeys,
            List<AssetId> missingAssets) {}
}
