package org.imprimatur.assets;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.assets.AssetRepository.Listed;
import org.imprimatur.search.SearchIndex;
import org.imprimatur.search.SearchIndex.Hit;
import org.imprimatur.text.UnicodeText;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The assets of all brands. Whoever calls has checked that the person may. */
@Service
public class Assets {

    static final int MAX_TITLE = 255;
    private static final int MAX_PAGE = 200;

    /** Up to so many assets of a state are counted; with more of them their number tells nobody anything. */
    public static final int COUNTED = 1_000;

    /** What turns the direction of all that follows, also of what is not the title any more. */
    private final AssetRepository repository;

    private final AssetSearch search;
    private final CatalogQueue queue;
    private final AssetStore store;
    private final FileKinds kinds;
    private final ObjectProvider<Lifecycle> lifecycles;
    private final TransactionTemplate transaction;
    private final UploadSettings settings;
    private final Clock clock;

    Assets(
            AssetRepository repository,
            AssetSearch search,
            CatalogQueue queue,
            AssetStore store,
            FileKinds kinds,
            ObjectProvider<Lifecycle> lifecycles,
            PlatformTransactionManager transactions,
            UploadSettings settings,
            Clock clock) {
        this.repository = repository;
        this.search = search;
        this.queue = queue;
        this.store = store;
        this.kinds = kinds;
        this.lifecycles = lifecycles;
        this.transaction = new TransactionTemplate(transactions);
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Stores an upload: hashed while it streams, written once, made real by its row. The same bytes in the same brand
     * give the asset that is there. Must not be called within a transaction: an upload may take minutes.
     *
     * @throws AssetRefused when it is too large, empty, of a kind that the brand does not store, or its name cannot be used
     * @throws UncheckedIOException when the content breaks off; nothing is kept of it then
     */
    public Received receive(Upload upload, InputStream content) {
        return receive(upload, content, () -> null);
    }

    /**
     * The same, for a title that comes after the bytes.
     *
     * @param later asked once the content is read, and only when the upload has no title; null to use the file's name
     */
    public Received receive(Upload upload, InputStream content, Supplier<@Nullable String> later) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An upload would hold the transaction for as long as it takes");
        }
        var fileName = FileName.of(upload.fileName());
        var given = title(upload.title());
        refuseSize(upload.length());
        var rules = kinds.of(upload.brand());
        FileKinds.requireStored(fileName.value(), rules);
        var key = StorageKey.original();
        // Set last before the commit: whoever loses the connection while committing does not know whether the row names
        // the object, so it stays, and the reconcile finds out.
        var entered = new AtomicReference<>(Optional.<Entered>empty());
        try {
            var measured = write(key, upload, withoutPrograms(content, rules));
            var title = given == null ? title(later.get()) : given;
            transaction.executeWithoutResult(
                    status -> entered.set(Optional.of(enter(upload, fileName, title, key, measured))));
            var stored = entered.get().orElseThrow();
            if (stored.replaced() != null) {
                store.removeOrLeave(stored.replaced());
            }
            queue.nudge();
            return new Received(get(stored.id()), stored.duplicate());
        } finally {
            if (!entered.get().map(Entered::kept).orElse(false)) {
                store.removeOrLeave(key);
            }
        }
    }

    /**
     * Checks the name of a file before its bytes have come.
     *
     * @throws AssetRefused when nothing of it can be used
     */
    public static void checkFileName(String name) {
        FileName.of(name);
    }

    /**
     * Checks a title before anything else has come.
     *
     * @throws AssetRefused when it is too long
     */
    public static void checkTitle(@Nullable String given) {
        title(given);
    }

    private void refuseSize(long length) {
        if (length == 0) {
            throw new AssetRefused("file", 422, "The file is empty.");
        }
        if (length > settings.limit().toBytes()) {
            throw new AssetRefused(
                    "file",
                    413,
                    "The file has " + Size.of(length) + ", at most "
                            + Size.of(settings.limit().toBytes()) + " are accepted.");
        }
    }

    /** Refuses by its first bytes what runs on somebody's computer. */
    private static InputStream withoutPrograms(InputStream content, FileKindRules rules) {
        if (rules.stored().contains(FileKind.PROGRAMS)) {
            return content;
        }
        var buffered = ProgramCheck.buffered(content);
        try {
            ProgramCheck.of(buffered).ifPresent(program -> {
                throw new AssetRefused(
                        "file",
                        415,
                        FileTexts.of("refused.kind", program.noun(), FileTexts.of("kind." + FileKind.PROGRAMS.name())));
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The upload broke off within its first bytes", e);
        }
        return buffered;
    }

    private static @Nullable String title(@Nullable String given) {
        if (given == null) {
            return null;
        }
        var title = UnicodeText.strip(UnicodeText.withoutDirectionControls(UnicodeText.inOneLine(given)));
        if (title.length() > MAX_TITLE) {
            throw new AssetRefused(
                    "title",
                    422,
                    "The title has " + title.length() + " characters, at most " + MAX_TITLE + " are accepted.");
        }
        return title.isEmpty() ? null : title;
    }

    private Measured write(String key, Upload upload, InputStream content) {
        var metered = new Metered(content, settings.limit().toBytes());
        try {
            if (upload.length() < 0) {
                store.put(key, new NotEmpty(metered), AssetStore.UNKNOWN, "application/octet-stream");
            } else {
                store.put(key, metered, upload.length(), "application/octet-stream");
            }
            refuseRest(upload, metered);
        } catch (Metered.OverLimit e) {
            throw new AssetRefused(
                    "file",
                    413,
                    "The file has more than the " + Size.of(settings.limit().toBytes())
                            + " that are accepted; it was cut off there.");
        } catch (NotEmpty.Empty e) {
            throw new AssetRefused("file", 422, "The file is empty.");
        } catch (EOFException e) {
            throw broken(upload, metered, e);
        } catch (IOException e) {
            throw new UncheckedIOException("The upload broke off after " + metered.count() + " bytes", e);
        }
        var measured = new Measured(metered.count(), metered.hash());
        var size = store.size(key);
        if (size.isEmpty() || size.getAsLong() != measured.size()) {
            throw new AssetRefused(
                    "store",
                    503,
                    "The object store kept " + (size.isEmpty() ? "nothing" : size.getAsLong() + " bytes") + " of "
                            + measured.size() + " bytes. Try again.");
        }
        return measured;
    }

    private static void refuseRest(Upload upload, Metered metered) throws IOException {
        if (upload.length() >= 0 && metered.read() >= 0) {
            throw broken(upload, "more came.");
        }
    }

    private static RuntimeException broken(Upload upload, Metered metered, EOFException e) {
        return upload.length() > metered.count()
                ? broken(upload, "only " + metered.count() + " came.")
                : new UncheckedIOException("The upload broke off after " + metered.count() + " bytes", e);
    }

    private static AssetRefused broken(Upload upload, String instead) {
        return new AssetRefused(
                "file", 422, "The upload was announced with " + upload.length() + " bytes, but " + instead);
    }

    private Entered enter(Upload upload, FileName fileName, @Nullable String title, String key, Measured measured) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var asset = new Asset(
                new AssetId(UUID.randomUUID()),
                upload.brand(),
                title == null ? fileName.title() : title,
                fileName.value(),
                "application/octet-stream",
                measured.size(),
                measured.sha256(),
                AssetState.RECEIVED,
                null,
                Map.of(),
                null,
                false,
                true,
                List.of(upload.person()),
                now);
        var fresh = repository.insert(asset, title != null, key);
        var entered = fresh
                ? new Entered(asset.id(), false, true, null)
                : duplicate(there(upload.brand(), measured.sha256()), key);
        repository.addUploader(entered.id(), upload.person(), now);
        if (entered.kept()) {
            queue.add(entered.id(), upload.brand(), upload.person());
        }
        var stored = get(entered.id());
        if (fresh) {
            search.put(stored);
        }
        lifecycles
                .orderedStream()
                .forEach(lifecycle -> lifecycle.received(stored, upload.person(), entered.duplicate()));
        return entered;
    }

    /**
     * Locked while it may still fail or be cataloged. After that its approval locks its own row before this one, so this
     * one stays free.
     */
    private AssetRepository.There there(String brand, String sha256) {
        var there = repository.there(brand, sha256);
        return switch (there.state()) {
            case CATALOGED, APPROVED, REJECTED -> there;
            case RECEIVED, CATALOGING, FAILED -> repository.lock(brand, sha256);
        };
    }

    /** The bytes of a failed asset come in useful: they replace those that failed. */
    private Entered duplicate(AssetRepository.There there, String key) {
        if (there.state() != AssetState.FAILED) {
            return new Entered(there.id(), true, false, null);
        }
        repository.restart(there.id(), key);
        return new Entered(there.id(), true, true, there.storageKey());
    }

    /** @throws AssetRefused 404 when there is none */
    public Asset get(AssetId id) {
        return find(id).orElseThrow(() -> missing(id));
    }

    /** Its brand, also of an asset whose row cannot be read. */
    @Transactional(readOnly = true)
    public Optional<String> brand(AssetId id) {
        return repository.brand(id);
    }

    /** The asset without what was found in it, also where that cannot be read: enough to reject it. */
    @Transactional(readOnly = true)
    public Optional<Asset> outline(AssetId id) {
        return repository.outline(id);
    }

    public Optional<Asset> find(AssetId id) {
        return repository.find(id);
    }

    /** Several at once, in one query and without their text; what is missing is absent. */
    public Map<AssetId, Asset> all(Collection<AssetId> ids) {
        return ids.isEmpty()
                ? Map.of()
                : repository.all(ids).stream().collect(Collectors.toMap(Asset::id, Function.identity()));
    }

    /**
     * Newest first, without their text.
     *
     * @param query what to look for in titles, keywords, all that was cataloged, names of files and text, in the language
     *     of {@link SearchIndex#newest}; null for all
     * @throws AssetRefused 422 when {@code after} is no cursor
     */
    @Transactional(readOnly = true)
    public Page search(
            String brand, @Nullable String query, @Nullable AssetState state, @Nullable String after, int limit) {
        int size = Math.min(Math.max(limit, 1), MAX_PAGE);
        var cursor = after == null || UnicodeText.isBlank(after) ? null : Cursor.of(after);
        var typed = UnicodeText.stripToNull(query);
        if (typed == null) {
            return page(repository.newest(brand, state, cursor, size + 1), size, Map.of());
        }
        var found = search.newest(brand, typed, state, cursor, size + 1);
        return page(repository.listed(found.hits().stream().map(Hit::id).toList()), size, found.corrected());
    }

    /** @param found one more than the page shows, where there are more */
    private static Page page(List<Listed> found, int size, Map<String, List<String>> corrected) {
        var shown = found.subList(0, Math.min(size, found.size()));
        var last = found.size() > size ? found.get(size - 1) : null;
        return new Page(
                shown.stream().map(Listed::asset).flatMap(Stream::ofNullable).toList(),
                shown.stream()
                        .filter(row -> row.asset() == null)
                        .map(Listed::id)
                        .toList(),
                last == null ? null : new Cursor(last.createdAt(), last.id()).toString(),
                corrected);
    }

    /** How many assets a brand has in each state, at most {@link #COUNTED} + 1 each. */
    public Map<AssetState, Integer> counts(String brand) {
        return repository.counts(brand, COUNTED);
    }

    /**
     * The bytes, or a part of them. The caller closes it.
     *
     * @param length in bytes, cut at the end; negative for all from {@code offset} on
     * @throws AssetRefused 416 when {@code offset} lies outside, 404 when the asset or its bytes are missing
     */
    public Content open(Asset asset, long offset, long length) {
        var original = repository.original(asset.id()).orElseThrow(() -> missing(asset.id()));
        if (offset < 0 || offset >= original.size() || length == 0) {
            throw new AssetRefused(
                    "range",
                    416,
                    "The asset has " + original.size() + " bytes; none was asked for from " + offset + ".");
        }
        long rest = original.size() - offset;
        long part = length < 0 ? rest : Math.min(length, rest);
        return new Content(store.open(original.key(), offset, part), original.mediaType(), part);
    }

    /** The thumbnail, a JPEG or PNG of at most 640 pixels on its longer side. The caller closes it. */
    public Optional<Content> thumbnail(AssetId id) {
        return repository.thumbnail(id).flatMap(thumbnail -> {
            var size = store.size(thumbnail.key());
            return size.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Content(
                            store.open(thumbnail.key(), 0, AssetStore.UNKNOWN),
                            thumbnail.mediaType(),
                            size.getAsLong()));
        });
    }

    /**
     * A cataloged asset takes the state that its approval led to. Joins the caller's transaction.
     *
     * @throws AssetRefused 404 when there is none, 409 when it does not wait for approval
     */
    @Transactional
    public void became(AssetId id, AssetState state) {
        if (state != AssetState.APPROVED && state != AssetState.REJECTED) {
            throw new IllegalArgumentException("An approval leads to approved or rejected, not to " + state.word());
        }
        var current = repository.lockState(id).orElseThrow(() -> missing(id));
        if (current == state) {
            return;
        }
        if (current != AssetState.CATALOGED) {
            throw new AssetRefused(
                    "state", 409, "The asset is " + current.word() + ", so it cannot become " + state.word() + ".");
        }
        repository.state(id, state);
    }

    /**
     * A rejected asset waits for approval once more. Joins the caller's transaction.
     *
     * @param person who asks; like everyone who uploaded it, they do not decide on it
     * @throws AssetRefused 404 when there is none, 409 when it is not rejected
     */
    @Transactional
    public void reopen(AssetId id, String person) {
        var current = repository.lockState(id).orElseThrow(() -> missing(id));
        if (current != AssetState.REJECTED) {
            throw new AssetRefused(
                    "state",
                    409,
                    "Only a rejected file can be put up for approval again; this one is " + current.word() + ".");
        }
        repository.addUploader(id, person, clock.instant().truncatedTo(ChronoUnit.MICROS));
        repository.state(id, AssetState.CATALOGED);
    }

    private static AssetRefused missing(AssetId id) {
        return new AssetRefused("asset", 404, "There is no asset " + id + ".");
    }

    /** How much waits to be looked into, and how much could not be. */
    public Backlog backlog() {
        return repository.backlog();
    }

    /**
     * What cataloging has before it and has failed at, of all brands.
     *
     * @param waiting files that nobody has looked into yet
     * @param oldest how long the one that came first has been waiting; zero when none is
     * @param failed files that could not be looked into
     */
    public record Backlog(long waiting, Duration oldest, long failed) {}

    /**
     * What is known of an upload before its first byte.
     *
     * @param title null to use the file's name
     * @param length of the content in bytes, -1 when unknown; checked before anything is read, and the stream is cut at
     *     the limit
     */
    public record Upload(
            String brand,
            String person,
            String fileName,
            @Nullable String title,
            long length) {}

    /** @param duplicate whether the bytes were there already */
    public record Received(Asset asset, boolean duplicate) {}

    /**
     * A part of the list.
     *
     * @param unreadable ids of the assets in this part that cannot be displayed
     * @param next cursor of the following page; null at the end
     * @param corrected words of the query that nothing has, with those that were looked for instead
     */
    public record Page(
            List<Asset> items,
            List<AssetId> unreadable,
            @Nullable String next,
            Map<String, List<String>> corrected) {}

    /** @param length of {@code stream} in bytes */
    public record Content(InputStream stream, String mediaType, long length) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private record Measured(long size, String sha256) {}

    /**
     * @param kept whether the object just written is the asset's own now
     * @param replaced the key of the object that it replaces
     */
    private record Entered(
            AssetId id,
            boolean duplicate,
            boolean kept,
            @Nullable String replaced) {}
}
