package org.imprimatur.content;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.imprimatur.FieldError;
import org.imprimatur.approval.CanonicalDocument;
import org.imprimatur.approval.Card;
import org.imprimatur.approval.ClaimChange;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.Standing;
import org.imprimatur.approval.SubjectType;
import org.imprimatur.approval.Submission;
import org.imprimatur.approval.Verdict;
import org.imprimatur.log.Log;
import org.imprimatur.people.People;
import org.imprimatur.text.UnicodeText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Posts, as the approval domain asks about them and tells what became of them. */
@Component
class PostSubjectType implements SubjectType {

    static final String KIND = "post";

    /** States that a post may take whose row cannot be read, so that it is not stuck for ever. */
    private static final Set<PostState> ENDS =
            Set.of(PostState.DRAFT, PostState.CHANGES_REQUESTED, PostState.REJECTED, PostState.WITHDRAWN);

    private final PostRepository repository;
    private final Attachments attachments;
    private final Readiness readiness;
    private final People people;
    private final Log log;

    PostSubjectType(PostRepository repository, Attachments attachments, Readiness readiness, People people, Log log) {
        this.repository = repository;
        this.attachments = attachments;
        this.readiness = readiness;
        this.people = people;
        this.log = log;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String model() {
        return "content-approval";
    }

    @Override
    public Set<String> stages() {
        return PostState.words();
    }

    @Override
    public List<Verdict> verdicts() {
        return List.of(Verdict.values());
    }

    @Override
    public State state(String id) {
        var post = outline(id);
        return new State(post.state().word(), post.step());
    }

    @Override
    public Card card(String id) {
        var post = outline(id);
        var slot = post.slot();
        return new Card(
                post.brand(),
                post.title(),
                post.version(),
                post.hash(),
                slot == null ? null : slot.instant(),
                slot == null ? null : slot.zone().getId(),
                picture(post),
                post.authorSet());
    }

    @Override
    public boolean maySee(String id, String person) {
        var post = uuid(id).flatMap(repository::outline);
        return post.isPresent()
                && people.find(person)
                        .filter(somebody -> somebody.enabled()
                                && somebody.belongsTo(post.get().brand()))
                        .isPresent();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Submission submit(String id, String person) {
        var post = repository.findAnew(UUID.fromString(id)).orElseThrow(() -> missing(id));
        if (!post.state().editable()) {
            throw new Refused(Refused.Kind.CONFLICT, "not-a-draft", "This post is submitted already.");
        }
        var obstacles = readiness.toSubmit(post);
        if (!obstacles.isEmpty()) {
            throw new NotReady(obstacles);
        }
        var document = document(post);
        var hash = document.hash();
        repository.submitted(post, hash);
        log.write(new Log.Entry("post.submitted", post.brand(), person, post.subject(), post.version(), hash));
        var slot = post.slot();
        return new Submission(post.version(), document, slot == null ? null : slot.instant());
    }

    @Override
    public CanonicalDocument document(String id) {
        return document(get(id));
    }

    @Override
    public List<String> obstacles(String id) {
        return readiness.toGoOut(get(id)).stream().map(FieldError::message).toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void became(String id, Standing standing) {
        var state = PostState.of(standing.stage());
        var post = ENDS.contains(state) ? outline(id) : get(id);
        if (state == post.state()
                && standing.step().equals(post.step())
                && Objects.equals(standing.reason(), post.reason())) {
            return; // a new post is written where its way begins
        }
        repository.became(post.in(state, standing.step(), standing.reason(), standing.at()));
        if (state != PostState.DRAFT) {
            log.write(new Log.Entry(
                    "post." + state.word(),
                    post.brand(),
                    standing.by(),
                    post.subject(),
                    post.version(),
                    standing.reason()));
        }
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void claimed(ClaimChange change) {
        log.write(new Log.Entry(
                "task." + change.kind().word(),
                outline(change.subject().id()).brand(),
                change.by(),
                change.subject().toString(),
                change.version(),
                change.detail()));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void decided(Decision decision) {
        var post = decision.verdict() == Verdict.APPROVE
                ? get(decision.subject().id())
                : outline(decision.subject().id());
        var comment = decision.comment();
        log.write(new Log.Entry(
                "decision." + decision.verdict().word(),
                post.brand(),
                decision.person(),
                post.subject(),
                decision.version(),
                decision.stepName() + (comment == null || UnicodeText.isBlank(comment) ? "" : ": " + comment)));
    }

    private CanonicalDocument document(Post post) {
        return PostDocument.of(post, attachments.all(post.assets()));
    }

    private static @Nullable String picture(Post post) {
        return post.assets().isEmpty() ? null : post.assets().get(0).id().toString();
    }

    private Post outline(String id) {
        return repository.outline(UUID.fromString(id)).orElseThrow(() -> missing(id));
    }

    private Post get(String id) {
        return repository.find(UUID.fromString(id)).orElseThrow(() -> missing(id));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no post has such an id
        }
    }

    private static NoSuchElementException missing(String id) {
        return new NoSuchElementException("No post " + id);
    }
}
