package org.imprimatur.content;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.FieldError;
import org.imprimatur.FieldErrors;
import org.imprimatur.InvalidFields;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.assets.AssetId;
import org.imprimatur.log.Log;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.search.SearchIndex;
import org.imprimatur.search.SearchIndex.Hit;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.web.InvalidInput;
import org.imprimatur.web.ItemGuard;
import org.imprimatur.web.TimeCursor;
import org.imprimatur.web.UnreadableItem;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Posts, as their people handle them. Every method checks that the person may. */
@Service
@Transactional
public class Posts {

    private final PostRepository repository;
    private final PostSearch search;
    private final PostValidation validation;
    private final Readiness readiness;
    private final Approvals approvals;
    private final Permissions permissions;
    private final Log log;
    private final Clock clock;

    Posts(
            PostRepository repository,
            PostSearch search,
            PostValidation validation,
            Readiness readiness,
            Approvals approvals,
            Permissions permissions,
            Log log,
            Clock clock) {
        this.repository = repository;
        this.search = search;
        this.validation = validation;
        this.readiness = readiness;
        this.approvals = approvals;
        this.permissions = permissions;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Writes the first version and opens its way, together.
     *
     * @throws InvalidFields naming each field that cannot stand
     */
    public Post create(String brand, Draft draft, Person by) {
        return create(brand, draft, null, by);
    }

    /**
     * The same from a form of the composer: when that form came before and made a post that still says the same,
     * that post is returned. What was typed anew into a form that was sent already makes a post of its own.
     *
     * @param form key of the form; null for none
     * @throws InvalidFields naming each field that cannot stand
     * @throws DuplicateKeyException when the same form is being saved at this moment; another try finds its post
     */
    public Post create(String brand, Draft draft, @Nullable UUID form, Person by) {
        permissions.require(by, Action.WRITE, brand);
        var now = now();
        Optional<Post> taken = form == null ? Optional.empty() : repository.ofForm(brand, form);
        var made = taken.filter(post -> post.authors().contains(by.id())).orElse(null);
        var errors = new FieldErrors();
        var content = validation.checked(brand, draft, made == null ? null : made.slot(), by, now, errors);
        errors.throwIfAny();
        if (made != null && content.equals(PostValidation.Content.of(made))) {
            return made;
        }
        var post = new Post(
                UUID.randomUUID(),
                brand,
                content.title(),
                1,
                null,
                PostState.DRAFT,
                "Post created", // as our model names its start; another model's name replaces it
                null,
                content.variants(),
                content.assets(),
                content.slot(),
                List.of(by.id()),
                now,
                now,
                now);
        repository.insert(post, taken.isEmpty() ? form : null);
        search.put(post);
        log.write(new Log.Entry("post.created", brand, by.id(), post.subject(), 1, post.title()));
        approvals.open(ref(post.id()), by.id());
        return existing(post.id());
    }

    /** @throws Refused as missing, also for whoever does not belong to its brand */
    @Transactional(readOnly = true)
    public Post get(UUID id, Person reader) {
        var found = ItemGuard.read(ref(id).toString(), () -> repository.find(id));
        if (found.isEmpty()) {
            brand(id, reader);
            throw new UnreadableItem(ref(id).toString());
        }
        return found.get()
                .filter(post -> permissions.may(reader, Action.READ, post.brand()))
                .orElseThrow(PostRefusals::missing);
    }

    /**
     * The post, without a slot where its row cannot be read: enough to end what is asked about it.
     *
     * @throws Refused as missing, also for whoever does not belong to its brand
     */
    @Transactional(readOnly = true)
    public Post outline(UUID id, Person reader) {
        return repository
                .outline(id)
                .filter(post -> permissions.may(reader, Action.READ, post.brand()))
                .orElseThrow(PostRefusals::missing);
    }

    /**
     * The brand of a post, also of one that cannot be read.
     *
     * @throws Refused as missing, also for whoever does not belong to its brand
     */
    @Transactional(readOnly = true)
    public String brand(UUID id, Person reader) {
        return repository
                .brand(id)
                .filter(brand -> permissions.may(reader, Action.READ, brand))
                .orElseThrow(PostRefusals::missing);
    }

    /**
     * Saves the fields that are given, each wholly.
     *
     * @param expected the version that the person edited
     * @throws StalePost when somebody saved in between
     * @throws InvalidFields naming each field that cannot stand
     * @throws Refused when it does not stand at its author
     */
    public Post save(UUID id, int expected, Change change, Person by) {
        get(id, by);
        approvals.hold(ref(id));
        var post = repository.lock(id).orElseThrow(PostRefusals::missing);
        permissions.require(by, Action.WRITE, post.brand());
        if (!post.state().editable()) {
            throw PostRefusals.notEditable(post.state());
        }
        if (post.version() != expected) {
            throw new StalePost(expected, post.version());
        }
        var next = validation.changed(post, change, by, now());
        repository.update(next);
        search.put(next);
        repository.author(id, by.id(), next.savedAt());
        log.write(new Log.Entry("post.saved", post.brand(), by.id(), post.subject(), next.version(), next.title()));
        approvals.authored(ref(id), by.id());
        return existing(id);
    }

    /**
     * Completes the draft; a version is frozen by it.
     *
     * @param version that was in front of the person; null when they were shown none
     * @throws Refused when it has another version by now
     * @throws NotReady naming everything that keeps it
     */
    @Transactional(propagation = Propagation.SUPPORTS) // the approval is one; what it refuses is explained after it
    public Post submit(UUID id, @Nullable Integer version, Person by) {
        var post = get(id, by);
        permissions.require(by, Action.WRITE, post.brand());
        if (!post.state().editable()) {
            throw new Refused(Refused.Kind.CONFLICT, "not-a-draft", PostRefusals.standsElsewhere(post.state()));
        }
        var obstacles = readiness.toSubmit(post);
        if (!obstacles.isEmpty()) {
            throw new NotReady(obstacles);
        }
        approvals.submit(ref(id), version, by.id());
        return existing(id);
    }

    /**
     * Takes a submitted version back: an author their own, a brand manager any, until it is publishing. What was
     * approved of it is void from then on.
     *
     * @param reason kept in the log and shown on the page of the post
     * @param hash of the version that the person was shown; null when they were shown none
     * @throws InvalidInput when there is no reason, or one that cannot stand
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Post withdraw(UUID id, @Nullable String reason, @Nullable String hash, Person by) {
        requireWithdrawable(id, by);
        approvals.withdraw(ref(id), TypedText.reason("reason", reason == null ? "" : reason), hash, by.id());
        return outline(id, by);
    }

    /**
     * Returns a post whose submitted version this person may take back now.
     *
     * @throws Refused when nothing of it is submitted, or when it is too late
     */
    @Transactional(readOnly = true)
    public Post requireWithdrawable(UUID id, Person by) {
        var post = outline(id, by);
        if (!post.authors().contains(by.id())) {
            permissions.require(by, Action.WITHDRAW, post.brand());
        }
        return switch (post.state()) {
            case IN_REVIEW, BRAND_APPROVAL, APPROVED -> post;
            case DRAFT, CHANGES_REQUESTED, SLOT_MISSED, WITHDRAWN ->
                throw new Refused(
                        Refused.Kind.CONFLICT,
                        "not-submitted",
                        "Nothing is submitted, so there is nothing to withdraw.");
            default -> throw new Refused(Refused.Kind.CONFLICT, "too-late", PostRefusals.standsElsewhere(post.state()));
        };
    }

    /**
     * Deletes a draft of which no version was ever submitted; the log keeps that there was one.
     *
     * @param expected the version that the person looked at
     * @throws StalePost when somebody saved in between
     * @throws Refused when it was submitted: what others were asked to decide on stays as evidence
     */
    public void delete(UUID id, int expected, Person by) {
        get(id, by);
        approvals.hold(ref(id));
        var post = repository.lock(id).orElseThrow(PostRefusals::missing);
        if (!mayDelete(post, by)) {
            permissions.require(by, Action.WITHDRAW, post.brand());
        }
        if (!deletable(post)) {
            throw new Refused(
                    Refused.Kind.CONFLICT,
                    "was-submitted",
                    "A version of this post was submitted, so it stays as evidence and cannot be deleted.");
        }
        if (post.version() != expected) {
            throw new StalePost(expected, post.version());
        }
        approvals.discard(ref(id));
        repository.delete(id);
        search.remove(id);
        log.write(new Log.Entry("post.deleted", post.brand(), by.id(), post.subject(), post.version(), post.title()));
    }

    /** Whether somebody may delete this draft: an author who may still write, and a brand manager. */
    boolean mayDelete(Post post, Person by) {
        return post.authors().contains(by.id())
                ? permissions.may(by, Action.WRITE, post.brand()) || permissions.may(by, Action.WITHDRAW, post.brand())
                : permissions.may(by, Action.WITHDRAW, post.brand());
    }

    /** Whether no version of it was ever submitted. */
    static boolean deletable(Post post) {
        return post.state() == PostState.DRAFT && post.hash() == null;
    }

    /**
     * Newest change first.
     *
     * @param query what to look for in titles, texts and descriptions of pictures, in the language of
     *     {@link SearchIndex#newest}; null for all
     */
    @Transactional(readOnly = true)
    public Page of(
            String brand,
            @Nullable PostState state,
            @Nullable String query,
            @Nullable String after,
            int limit,
            Person reader) {
        permissions.require(reader, Action.READ, brand);
        var size = Math.max(1, Math.min(limit, 200));
        var cursor = after == null ? null : TimeCursor.of("cursor", after);
        var typed = UnicodeText.stripToNull(query);
        if (typed == null) {
            return page(repository.newest(brand, state, cursor, size + 1), size, Map.of());
        }
        var hits = search.newest(brand, typed, state, cursor, size + 1);
        return page(repository.listed(hits.hits().stream().map(Hit::id).toList()), size, hits.corrected());
    }

    /** @param found one more than the page shows, where there are more */
    private static Page page(List<PostRepository.Changed> found, int size, Map<String, List<String>> corrected) {
        var shown = found.subList(0, Math.min(size, found.size()));
        var items = shown.stream()
                .map(PostRepository.Changed::post)
                .flatMap(Stream::ofNullable)
                .toList();
        var unreadable = shown.stream()
                .filter(row -> row.post() == null)
                .map(PostRepository.Changed::id)
                .toList();
        var last = found.size() > size ? found.get(size - 1) : null;
        return new Page(
                items, unreadable, last == null ? null : new TimeCursor(last.at(), last.id()).toString(), corrected);
    }

    /** Those of these posts that the reader may see, by their subject {@code post:id}; in a handful of queries. */
    @Transactional(readOnly = true)
    public Map<String, Post> all(Collection<UUID> ids, Person reader) {
        return repository.all(ids).stream()
                .filter(post -> permissions.may(reader, Action.READ, post.brand()))
                .collect(Collectors.toMap(Post::subject, Function.identity()));
    }

    /** Those of the subjects that are posts, by {@link Post#subject}, as far as the reader may see them. */
    @Transactional(readOnly = true)
    public Map<String, Post> among(Collection<SubjectRef> subjects, Person reader) {
        return all(
                subjects.stream()
                        .filter(subject -> subject.kind().equals(PostSubjectType.KIND))
                        .map(subject -> UUID.fromString(subject.id()))
                        .collect(Collectors.toSet()),
                reader);
    }

    /** The posts that take an asset along, newest change first, as far as the reader may see them. */
    @Transactional(readOnly = true)
    public List<Post> using(AssetId asset, int limit, Person reader) {
        return repository.using(asset, limit).stream()
                .filter(post -> permissions.may(reader, Action.READ, post.brand()))
                .toList();
    }

    /** What keeps it from being submitted now, each with the field it is about; empty when nothing does. */
    @Transactional(readOnly = true)
    public List<FieldError> obstacles(Post post) {
        return readiness.toSubmit(post);
    }

    /**
     * Checks what a new post or a change would save, and finds everything that is wrong with it.
     *
     * @param post that would be changed; null for a new one
     * @param submitting whether what keeps it from being submitted counts as well
     */
    @Transactional(readOnly = true)
    public void check(
            String brand, @Nullable Post post, Draft draft, boolean submitting, Person by, FieldErrors errors) {
        var content = validation.checked(brand, draft, post == null ? null : post.slot(), by, now(), errors);
        if (submitting) {
            readiness.toSubmit(brand, content.variants(), content.assets(), content.slot(), errors);
        }
    }

    private Post existing(UUID id) {
        return repository.find(id).orElseThrow(PostRefusals::missing);
    }

    /** To the microsecond, as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static SubjectRef ref(UUID id) {
        return new SubjectRef(PostSubjectType.KIND, id.toString());
    }

    /** What a person types. {@code slot} null: as soon as approved. */
    public record Draft(
            String title,
            List<Post.Variant> variants,
            List<Post.Attachment> assets,
            @Nullable WishedSlot slot) {}

    /** Fields to replace; null leaves a field as it is. {@code noSlot} takes the slot away. */
    public record Change(
            @Nullable String title,
            @Nullable List<Post.Variant> variants,
            @Nullable List<Post.Attachment> assets,
            @Nullable WishedSlot slot,
            boolean noSlot) {

        /** What the post would say with it. */
        Draft on(Post post) {
            var kept = post.slot();
            var offset = kept == null ? null : kept.offset();
            return new Draft(
                    title == null ? post.title() : title,
                    variants == null ? post.variants() : variants,
                    assets == null ? post.assets() : assets,
                    noSlot || slot != null || kept == null
                            ? slot
                            : new WishedSlot(
                                    kept.local(), kept.zone().getId(), offset == null ? null : offset.getId()));
        }
    }

    /** A wall clock in a zone, not yet checked. {@code offset} says which of two doubled hours. */
    public record WishedSlot(
            LocalDateTime local, String zone, @Nullable String offset) {

        boolean same(Slot slot) {
            var kept = slot.offset();
            return local.equals(slot.local())
                    && zone.equals(slot.zone().getId())
                    && (kept == null ? offset == null : kept.getId().equals(offset));
        }
    }

    /**
     * A part of the list.
     *
     * @param unreadable ids of the posts in this part that cannot be displayed
     * @param next cursor of the following page; null at the end
     * @param corrected words of the query that nothing has, with those that were looked for instead
     */
    public record Page(
            List<Post> items,
            List<UUID> unreadable,
            @Nullable String next,
            Map<String, List<String>> corrected) {}
}
