package org.imprimatur.search;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes the entries of all subjects anew after an upgrade that takes text apart by other rules, in the background and in
 * short transactions; whoever is interrupted goes on where it stopped, on whichever node.
 */
@Component
class SearchRebuild implements SmartLifecycle {

    /** To be raised with each change of {@link Words} or of what a kind puts into its texts. */
    static final int RULES = 3;

    private static final int PART = 100;
    private static final Logger LOG = LoggerFactory.getLogger(SearchRebuild.class);

    private final SearchRepository repository;
    private final SearchIndex index;
    private final List<SearchSource> sources;
    private final TransactionOperations transactions;
    private @Nullable ExecutorService worker;

    SearchRebuild(
            SearchRepository repository,
            SearchIndex index,
            List<SearchSource> sources,
            TransactionOperations transactions) {
        this.repository = repository;
        this.index = index;
        this.sources = sources;
        this.transactions = transactions;
    }

    @Override
    public synchronized void start() {
        if (worker == null) {
            worker = Executors.newSingleThreadExecutor(new CustomizableThreadFactory("search-rebuild-"));
            worker.execute(this::run);
        }
    }

    /** Also called by tests. */
    void run() {
        for (var source : sources) {
            try {
                rebuild(source);
            } catch (RuntimeException e) {
                LOG.warn("Some entries of the search were not made anew; the next start goes on: {}", source.kind(), e);
            }
        }
    }

    private void rebuild(SearchSource source) {
        transactions.executeWithoutResult(status -> repository.begin(source.kind(), RULES));
        boolean more;
        do {
            more = Boolean.TRUE.equals(transactions.execute(status -> part(source)));
        } while (more && !Thread.currentThread().isInterrupted());
    }

    /** Whether there is more to do, for this node. */
    private boolean part(SearchSource source) {
        var progress = repository.progress(source.kind());
        if (progress.isEmpty() || progress.get().done()) {
            return false;
        }
        var following = source.following(progress.get().last(), PART);
        for (var subject : following.subjects()) {
            index.put(source.kind(), subject.id(), subject.brand(), subject.text());
        }
        if (following.last() == null) {
            repository.done(source.kind());
            return false;
        }
        repository.reached(source.kind(), following.last());
        return true;
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
}
