package org.imprimatur.content;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.imprimatur.FieldError;
import org.imprimatur.approval.Round;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.people.Person;
import org.imprimatur.review.Preview;
import org.imprimatur.review.Preview.Check;
import org.imprimatur.review.SubjectPages;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Posts, as the inbox, the preview and the forms in Tasklist show them. */
@Component
class PostSubjectPages implements SubjectPages {

    private static final Set<PostState> CLOSED = Set.of(PostState.REJECTED, PostState.FAILED);

    private final Posts posts;
    private final Assets assets;
    private final TightSlots tightSlots;
    private final Words words;
    private final MessageSource messages;
    private final Clock clock;

    PostSubjectPages(
            Posts posts, Assets assets, TightSlots tightSlots, Words words, MessageSource messages, Clock clock) {
        this.posts = posts;
        this.assets = assets;
        this.tightSlots = tightSlots;
        this.words = words;
        this.messages = messages;
        this.clock = clock;
    }

    /** A post as it goes out. */
    record PostPreview(Proof proof, List<Check> checks) implements Preview {

        @Override
        public String template() {
            return "content/review";
        }

        @Override
        public GoesOut goesOut() {
            var slot = proof.slot();
            return slot == null ? new GoesOut(null, null) : new GoesOut(slot.instant(), slot.zone());
        }

        @Override
        public Proof.Changes since(Round earlier) {
            return proof.since(Proof.of(earlier.document()), true);
        }
    }

    @Override
    public String kind() {
        return PostSubjectType.KIND;
    }

    @Override
    public String address(String id) {
        return "/posts/" + id;
    }

    @Override
    public boolean versioned() {
        return true;
    }

    @Override
    public Preview preview(Round round) {
        var proof = Proof.of(round.document());
        return new PostPreview(proof, checks(proof));
    }

    @Override
    public Map<SubjectRef, Work> work(Collection<SubjectRef> subjects, Person reader) {
        return posts.among(subjects, reader).values().stream()
                .collect(Collectors.toMap(
                        post -> SubjectRef.of(post.subject()),
                        post -> new Work(words.post(post.state()).key(), picture(post))));
    }

    private static @Nullable String picture(Post post) {
        return post.assets().isEmpty() ? null : post.assets().get(0).id().toString();
    }

    @Override
    public boolean drafted() {
        return true;
    }

    @Override
    public Draft draft(String id, Person reader) {
        var post = posts.get(UUID.fromString(id), reader);
        return new Draft(
                post.title(),
                post.version(),
                new PostPreview(Proof.of(post), List.of()),
                posts.obstacles(post).stream().map(FieldError::message).toList(),
                tightSlots.of(post).map(this::question).orElse(null));
    }

    private Question question(TightSlot tight) {
        return new Question(tight.slot(), tight.words(), say("post.tight.what"), say("post.tight.accept"));
    }

    @Override
    public Optional<String> next(String id, Person reader) {
        var post = posts.get(UUID.fromString(id), reader);
        if (CLOSED.contains(post.state())) {
            return Optional.empty();
        }
        return Optional.of(post.state().editable() ? say("form.next.authors") : say("form.next", post.step()));
    }

    private List<Check> checks(Proof proof) {
        var checks = new ArrayList<Check>();
        if (proof.pictures().isEmpty()) {
            checks.add(Check.of(true, "check.pictures.none"));
        } else {
            var pictures = pictures(proof);
            var unfit = proof.pictures().stream()
                    .filter(picture -> {
                        var asset = pictures.get(picture.id());
                        return asset == null || asset.state() != AssetState.APPROVED;
                    })
                    .count();
            checks.add(
                    unfit == 0
                            ? Check.of(
                                    true,
                                    "check.pictures.approved",
                                    proof.pictures().size())
                            : Check.of(false, "check.pictures.unfit", unfit));
            var silent = proof.pictures().stream()
                    .filter(picture -> UnicodeText.isBlank(picture.alt()))
                    .count();
            checks.add(
                    silent == 0
                            ? Check.of(true, "check.alt.all", proof.pictures().size())
                            : Check.of(false, "check.alt.missing", silent));
        }
        proof.texts().keySet().forEach(channel -> {
            var length = proof.length(channel);
            checks.add(Check.of(length <= Channel.FEED.limit(), "check.length", length, Channel.FEED.limit()));
        });
        checks.add(slot(proof));
        return checks;
    }

    /** Its pictures that still exist, by id. */
    private Map<String, Asset> pictures(Proof proof) {
        var ids = proof.pictures().stream()
                .map(picture -> AssetId.of(picture.id()))
                .collect(Collectors.toSet());
        return assets.all(ids).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
    }

    private Check slot(Proof proof) {
        var slot = proof.slot();
        if (slot == null) {
            return Check.of(true, "check.slot.none");
        }
        var ahead = slot.instant().isAfter(clock.instant());
        return Check.of(ahead, ahead ? "check.slot.ahead" : "check.slot.past");
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
