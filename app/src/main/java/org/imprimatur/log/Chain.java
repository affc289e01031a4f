package org.imprimatur.log;

import static org.springframework.transaction.TransactionDefinition.ISOLATION_REPEATABLE_READ;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The chain over the log: each link seals one entry and all links before it, so that whoever changes, removes or
 * inserts one has to forge every later link as well.
 *
 * <p>Entries are sealed in the order in which they are found committed, which is nearly that of their numbers. A forger
 * who rewrites the chain to its end leaves nothing behind in the database; so heads go to the application's own log, and
 * {@link #verify} compares with one that was noted elsewhere.
 */
@Service
public class Chain {

    private static final Logger logger = LoggerFactory.getLogger(Chain.class);

    /** How many entries one transaction seals. */
    private static final int BATCH = 500;

    /**
     * How many numbers behind the highest sealed one a quick look starts. Who writes later under a lower number, since
     * their transaction took so long, is found by the next thorough look.
     */
    private static final int LOOK_BACK = 1_000;

    private final ChainRepository repository;
    private final TransactionTemplate transaction;
    private final TransactionTemplate snapshot;
    private final ReentrantLock verifying = new ReentrantLock();

    Chain(ChainRepository repository, PlatformTransactionManager transactions) {
        this.repository = repository;
        this.transaction = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(ISOLATION_REPEATABLE_READ);
    }

    /**
     * Seals what was committed since the last time. Does nothing while another node is at it.
     *
     * @param thoroughly whether to look through the whole log, else only at its end
     */
    void extend(boolean thoroughly) {
        var floor = thoroughly ? 0 : repository.highestEntry() - LOOK_BACK;
        for (var sealed = seal(floor); sealed.size() == BATCH; sealed = seal(floor)) {
            floor = sealed.get(BATCH - 1).number();
        }
    }

    private List<Log.Written> seal(long floor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!repository.lock()) {
                return List.of();
            }
            var waiting = repository.waiting(floor, BATCH);
            if (!waiting.isEmpty()) {
                repository.append(waiting, repository.last());
            }
            return waiting;
        }));
    }

    /** The newest link; empty before the first. */
    Optional<Link> head() {
        return Optional.of(repository.last()).filter(link -> link.sequence() > 0);
    }

    /**
     * Walks the whole chain, in one snapshot of the database and without keeping what it passed.
     *
     * @param noted a head that was kept outside of this database, which the chain must still contain; null for none
     * @throws AlreadyVerifying while somebody else has it verified on this node
     */
    public Verification verify(@Nullable String noted) {
        if (!verifying.tryLock()) {
            throw new AlreadyVerifying();
        }
        try {
            var found = Objects.requireNonNull(snapshot.execute(status -> walk(noted)));
            var broken = found.broken();
            if (broken != null) {
                logger.error("The chain over the log is broken at link {}: {}", broken.sequence(), broken.reason());
            }
            return found;
        } finally {
            verifying.unlock();
        }
    }

    private Verification walk(@Nullable String noted) {
        var walk = new ChainWalk(noted);
        var page = repository.linksAfter(Long.MIN_VALUE);
        while (!page.isEmpty() && page.stream().allMatch(walk::holds)) {
            page = repository.linksAfter(page.get(page.size() - 1).sequence());
        }
        return new Verification(
                repository.entries(),
                repository.length(),
                repository.waitingEntries(),
                head().map(link -> link.hash().hex()).orElse(null),
                walk.broken());
    }

    /** One link, with the entry that it seals as the log has it now; null where the log has none of that number. */
    record Link(long sequence, long entry, LinkHash previous, LinkHash hash, Log.@Nullable Written written) {}

    /**
     * What a walk along the chain found.
     *
     * @param entries in the log
     * @param chained links there are
     * @param waiting entries that are not sealed yet, usually those of the last second
     * @param head hash of the newest link, 64 hex digits; null before the first. Worth noting elsewhere
     * @param broken the first link that does not hold; null when all do
     */
    public record Verification(
            long entries,
            long chained,
            long waiting,
            @Nullable String head,
            @Nullable Broken broken) {

        public boolean intact() {
            return broken == null;
        }
    }

    /**
     * A link that does not hold.
     *
     * @param entry number of the log's entry that it seals; null where the link itself is what is missing
     * @param reason a sentence
     */
    public record Broken(long sequence, @Nullable Long entry, String reason) {}

    /** One walk at a time: each reads the whole log. */
    public static class AlreadyVerifying extends RuntimeException {

        AlreadyVerifying() {
            super("The log is being verified right now. Ask again in a moment.");
        }
    }
}
