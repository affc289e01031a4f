package org.imprimatur.assets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.imprimatur.text.UnicodeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works through the queue: hands each file to the {@link Examiner} and writes what was found, or why nothing was, in
 * one transaction with what the application does about it.
 *
 * <p>A file whose examiner is lost gets two more attempts; one that takes too much gets none. Trouble that is not the
 * file's own (a store or a database that is down) is not counted and never fails an asset.
 */
@Component
class Cataloger implements SmartLifecycle {

    static final int ATTEMPTS = 3;

    private static final Logger log = LoggerFactory.getLogger(Cataloger.class);

    private final CatalogQueue queue;
    private final AssetRepository assets;
    private final AssetSearch search;
    private final AssetStore store;
    private final Examiner examiner;
    private final FileKinds kinds;
    private final ObjectProvider<Lifecycle> lifecycles;
    private final TransactionTemplate transaction;
    private final CatalogingSettings settings;
    private final Set<CatalogQueue.Claim> held = ConcurrentHashMap.newKeySet();

    private volatile boolean running;
    private volatile boolean stopping;
    private @Nullable ExecutorService workers;
    private @Nullable ScheduledExecutorService heartbeat;

    Cataloger(
            CatalogQueue queue,
            AssetRepository assets,
            AssetSearch search,
            AssetStore store,
            Examiner examiner,
            FileKinds kinds,
            ObjectProvider<Lifecycle> lifecycles,
            PlatformTransactionManager transactions,
            CatalogingSettings settings) {
        this.queue = queue;
        this.assets = assets;
        this.search = search;
        this.store = store;
        this.examiner = examiner;
        this.kinds = kinds;
        this.lifecycles = lifecycles;
        this.transaction = new TransactionTemplate(transactions);
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        if (running || settings.workers() == 0) {
            return;
        }
        running = true;
        stopping = false;
        var crew = Executors.newFixedThreadPool(settings.workers(), new CustomizableThreadFactory("cataloging-"));
        for (int i = 0; i < settings.workers(); i++) {
            crew.execute(this::work);
        }
        workers = crew;
        var beats = Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("cataloging-lease-"));
        long third = Math.max(1, settings.lease().toMillis() / 3);
        var unused = beats.scheduleAtFixedRate(this::renewLeases, third, third, TimeUnit.MILLISECONDS);
        heartbeat = beats;
    }

    /** What is being looked into goes back to the queue, uncounted. */
    @Override
    public synchronized void stop() {
        running = false;
        stopping = true;
        if (workers != null && heartbeat != null) {
            workers.shutdownNow();
            examiner.close();
            try {
                if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
                    log.warn("A cataloging worker does not stop; its lease will run out");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            heartbeat.shutdownNow();
        }
        workers = null;
        heartbeat = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        while (running) {
            try {
                if (!catalogNext()) {
                    queue.await(settings.poll());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Cataloging pauses", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(settings.poll().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private void renewLeases() {
        for (var claim : held) {
            try {
                queue.renew(claim, settings.lease());
            } catch (RuntimeException e) {
                log.warn("The lease on asset {} could not be renewed", claim.asset(), e);
            }
        }
    }

    /** False when nothing is waiting. */
    boolean catalogNext() {
        var claim = transaction.execute(status -> queue.claim(settings.lease()));
        if (claim == null || claim.isEmpty()) {
            return false;
        }
        held.add(claim.get());
        try {
            catalog(claim.get());
        } catch (RuntimeException e) {
            log.warn("Asset {} will be tried again", claim.get().asset(), e);
            queue.giveBack(claim.get(), settings.retryDelay(), false);
        } finally {
            held.remove(claim.get());
        }
        return true;
    }

    private void catalog(CatalogQueue.Claim claim) {
        if (claim.attempts() > ATTEMPTS) {
            fail(claim, null, FileTexts.of("work.again", ATTEMPTS));
            return;
        }
        var asset = assets.find(claim.asset()).orElseThrow();
        var original = assets.original(claim.asset()).orElseThrow();
        try (var content = store.open(original.key(), 0, AssetStore.UNKNOWN)) {
            settle(claim, asset, examiner.examine(asset.fileName(), content));
        } catch (AssetRefused e) {
            if (e.status() != 404) {
                throw e;
            }
            fail(claim, null, FileTexts.of("work.missing"));
        } catch (Examiner.Excessive e) {
            fail(claim, null, e.getMessage());
        } catch (Examiner.Lost e) {
            tryAgain(claim, orEmpty(e.getMessage()));
        } catch (DataIntegrityViolationException e) {
            log.warn("What was found in asset {} cannot be written", claim.asset(), e);
            tryAgain(claim, FileTexts.of("work.unwritable"));
        } catch (IOException e) {
            if (stopping) {
                queue.giveBack(claim, Duration.ZERO, false);
                return;
            }
            throw new IllegalStateException("Asset " + claim.asset() + " could not be looked into", e);
        }
    }

    /** @param reason why it fails when this was the last attempt */
    private void tryAgain(CatalogQueue.Claim claim, String reason) {
        if (stopping) {
            queue.giveBack(claim, Duration.ZERO, false);
        } else if (claim.attempts() < ATTEMPTS) {
            log.info("Asset {} will be looked into again: {}", claim.asset(), reason);
            queue.giveBack(claim, Duration.ZERO, true);
        } else {
            fail(claim, null, reason);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private void settle(CatalogQueue.Claim claim, Asset uploaded, Findings findings) throws IOException {
        var refusal = FileKinds.refusal(findings.mediaType(), uploaded.fileName(), kinds.of(uploaded.brand()));
        var failure = findings.failure() == null ? refusal : findings.failure();
        if (failure != null) {
            fail(claim, findings.mediaType(), failure);
            return;
        }
        var notes = new ArrayList<>(findings.notes());
        var thumbnailKey = storeThumbnail(findings.thumbnail());
        var named = new AtomicBoolean(); // set before the commit: where its outcome is unknown, the reconcile finds out
        try {
            transaction.executeWithoutResult(status -> {
                if (!queue.done(claim)) {
                    return;
                }
                assets.cataloged(claim.asset(), findings, title(findings), reason(notes), thumbnailKey);
                var asset = assets.find(claim.asset()).orElseThrow();
                search.put(asset);
                lifecycles.orderedStream().forEach(lifecycle -> lifecycle.cataloged(asset));
                named.set(true);
            });
        } finally {
            if (!named.get() && thumbnailKey != null) {
                store.removeOrLeave(thumbnailKey);
            }
        }
    }

    private @Nullable String storeThumbnail(Findings.@Nullable Thumbnail thumbnail) throws IOException {
        if (thumbnail == null) {
            return null;
        }
        var key = StorageKey.thumbnail();
        var bytes = thumbnail.bytes();
        store.put(key, new ByteArrayInputStream(bytes), bytes.length, thumbnail.mediaType());
        return key;
    }

    private void fail(CatalogQueue.Claim claim, @Nullable String mediaType, @Nullable String reason) {
        transaction.executeWithoutResult(status -> {
            if (queue.done(claim)) {
                assets.failed(claim.asset(), mediaType, reason == null ? FileTexts.of("work.failed") : reason);
                var asset = assets.find(claim.asset()).orElseThrow();
                lifecycles.orderedStream().forEach(lifecycle -> lifecycle.failed(asset));
            }
        });
    }

    /** What the file calls itself, in one line and no longer than what a person may call it. */
    private static @Nullable String title(Findings findings) {
        var found = value(findings, "title");
        if (found == null) {
            return null;
        }
        var title = UnicodeText.inOneLine(found);
        if (title.length() <= Assets.MAX_TITLE) {
            return title;
        }
        int end = Assets.MAX_TITLE - (Character.isHighSurrogate(title.charAt(Assets.MAX_TITLE - 2)) ? 2 : 1);
        return title.substring(0, end) + "…";
    }

    private static @Nullable String value(Findings findings, String key) {
        var found = findings.metadata().get(key);
        return found == null ? null : found.value();
    }

    private static @Nullable String reason(List<String> notes) {
        return notes.isEmpty() ? null : String.join(" ", notes);
    }
}
