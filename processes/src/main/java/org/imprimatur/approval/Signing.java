package org.imprimatur.approval;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.approval.Refused.Kind;
import org.imprimatur.inbox.ClaimOwners;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.text.UnicodeText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may sign what: computed from our own tables alone, whatever links and permissions the engine holds. */
@Component
class Signing implements ClaimOwners {

    private final ApprovalRepository repository;
    private final SubjectTypes types;
    private final Groups groups;

    Signing(ApprovalRepository repository, SubjectTypes types, Groups groups) {
        this.repository = repository;
        this.types = types;
        this.groups = groups;
    }

    /** Groups of this brand, and persons; a model cannot ask another brand. */
    Set<String> ofBrand(String brand, Set<String> candidates) {
        return candidates.stream()
                .filter(candidate -> !candidate.contains(":") || candidate.startsWith(brand + ":"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @throws Refused unless this person may decide on this task */
    String decider(Approval approval, InboxItem item, @Nullable String person) {
        var signer = asked(approval, item, person);
        var owner = item.claimedBy();
        if (owner != null && !owner.equals(signer) && mayFinish(item, owner)) {
            throw claimedBy(owner);
        }
        return signer;
    }

    static Refused claimedBy(String owner) {
        return new Refused(
                Kind.CONFLICT,
                "claimed",
                "@" + owner + " has taken this and decides on it. Take it over, or ask them to release it.");
    }

    @Override
    public boolean mayFinish(InboxItem item, String person) {
        var mine = groups.of(person);
        var asked =
                item.candidates().contains(person) || item.candidates().stream().anyMatch(mine::contains);
        var member = mine.stream().anyMatch(group -> group.startsWith(item.brand() + ":"));
        var own = item.kind() == InboxItem.Kind.DECISION && item.authors().contains(person);
        return asked && member && !own;
    }

    /** @throws Refused unless this person may finish this task, were it claimed by nobody */
    String asked(Approval approval, InboxItem item, @Nullable String person) {
        var signer = known(person);
        var mine = groups.of(signer);
        requireMember(approval, mine);
        if (!item.candidates().contains(signer) && item.candidates().stream().noneMatch(mine::contains)) {
            throw new Refused(
                    Kind.FORBIDDEN, "not-asked", item.stepName() + " is not yours. " + asked(item) + " decide here.");
        }
        if (item.kind() == InboxItem.Kind.DECISION
                && authors(approval.subject()).contains(signer)) {
            throw new Refused(Kind.FORBIDDEN, "own-work", "This is your own work, so somebody else decides.");
        }
        return signer;
    }

    /** @throws Refused unless this person wrote it */
    String author(Approval approval, @Nullable String person) {
        var author = known(person);
        requireMember(approval, groups.of(author));
        if (!authors(approval.subject()).contains(author)) {
            throw new Refused(
                    Kind.FORBIDDEN,
                    "not-an-author",
                    "Only who wrote this submits it. Save it once to become an author.");
        }
        return author;
    }

    private static String known(@Nullable String person) {
        if (person == null) {
            throw missing();
        }
        return person;
    }

    private static void requireMember(Approval approval, Set<String> groups) {
        if (groups.stream().noneMatch(group -> group.startsWith(approval.brand() + ":"))) {
            throw missing();
        }
    }

    private Set<String> authors(SubjectRef subject) {
        return types.of(subject).card(subject.id()).authors();
    }

    private static String asked(InboxItem item) {
        return item.candidates().stream()
                .map(candidate -> candidate.substring(candidate.indexOf(':') + 1))
                .sorted()
                .map(role -> "@" + role)
                .collect(Collectors.joining(" and "));
    }

    /** @throws Refused unless the form says something that can be signed on this round */
    Answer checked(SubmittedForm form, SubjectRef subject, Round round) {
        var verdict = verdict(form.decision());
        var offered = types.of(subject).verdicts();
        if (!offered.contains(verdict)) {
            throw unacceptable(
                    "verdict-not-offered",
                    "Here one can choose "
                            + offered.stream().map(Verdict::word).collect(Collectors.joining(" or ")) + "; found: "
                            + verdict.word());
        }
        if (form.hash() == null || UnicodeText.isBlank(form.hash())) {
            throw unacceptable("hash-missing", "A decision names the fingerprint of the version it is about: hash.");
        }
        if (!form.hash().equals(round.hash())) {
            throw repository.rounds(subject).stream()
                            .anyMatch(earlier -> earlier.round().hash().equals(form.hash()))
                    ? stale(round)
                    : unknown(round);
        }
        return new Answer(verdict, form.hash(), comment(form.comment(), verdict));
    }

    private static Verdict verdict(@Nullable String word) {
        if (word == null || UnicodeText.isBlank(word)) {
            throw unacceptable("decision-missing", "Nothing was decided. Choose approve, request changes or reject.");
        }
        try {
            return Verdict.of(word);
        } catch (IllegalArgumentException e) {
            throw unacceptable("decision-unknown", Objects.requireNonNull(e.getMessage()));
        }
    }

    private static @Nullable String comment(@Nullable String given, Verdict verdict) {
        var comment = UnicodeText.stripToNull(given);
        if (comment == null && verdict != Verdict.APPROVE) {
            throw unacceptable(
                    "comment-missing",
                    verdict == Verdict.REJECT
                            ? "Rejecting needs a comment: say why."
                            : "Requesting changes needs a comment: say what to change.");
        }
        var unreadable = comment == null ? Optional.<String>empty() : UnicodeText.unreadable(comment.replace("\r", ""));
        if (unreadable.isPresent()) {
            throw unacceptable(
                    "comment-unreadable",
                    "There is a character nobody can see in the comment (" + unreadable.get() + "). Type it anew.");
        }
        if (comment != null && comment.codePointCount(0, comment.length()) > Answer.COMMENT_LIMIT) {
            var found = comment.codePointCount(0, comment.length());
            throw unacceptable(
                    "comment-too-long",
                    found + " of " + Answer.COMMENT_LIMIT + " characters. Take out " + (found - Answer.COMMENT_LIMIT)
                            + " to decide.");
        }
        return comment;
    }

    private static Refused stale(Round round) {
        return new Refused(
                Kind.CONFLICT,
                "stale-version",
                "@" + round.submittedBy() + " submitted version " + round.version()
                        + " while you were reading. Your comment is kept.");
    }

    /** @throws Refused when a hash is given and it is not the one of the current round */
    void requireCurrent(Approval approval, @Nullable String hash) {
        var current = repository.frozen(approval.subject(), approval.round()).map(Frozen::round);
        if (hash != null && current.isPresent() && !hash.equals(current.get().hash())) {
            throw stale(current.get());
        }
    }

    /** @throws Refused when a version is given and another one is being submitted */
    void requireShown(@Nullable String version, Round submitted) {
        if (version != null
                && !UnicodeText.isBlank(version)
                && !version.equals(Integer.toString(submitted.version()))) {
            throw new Refused(
                    Kind.CONFLICT,
                    "stale-version",
                    "This was saved as version " + submitted.version()
                            + " while you were reading. Look at it, then submit.");
        }
    }

    private static Refused unknown(Round round) {
        return new Refused(
                Kind.CONFLICT,
                "stale-version",
                "That is not the fingerprint of version " + round.version()
                        + ", which is to be decided on. Look at it again; your comment is kept.");
    }

    /** Why a task that was there is there no more. */
    Refused overtaken(OpenedStep step) {
        Optional<Decision> decision = repository.decisionOn(step.task());
        if (decision.isPresent()) {
            return new AlreadyDecided(decision.get());
        }
        var approval = repository.find(step.subject()).orElse(null);
        if (approval != null && approval.round() > step.round()) {
            return repository
                    .frozen(step.subject(), approval.round())
                    .map(frozen -> stale(frozen.round()))
                    .orElseGet(Signing::missing);
        }
        return new Refused(
                Kind.CONFLICT,
                "moved-on",
                (approval != null && approval.causedBy() != null
                                ? "@" + approval.causedBy() + " took this back"
                                : "Its slot passed")
                        + " while you were reading. Your comment is kept; nothing is left to do here.");
    }

    static Refused missing() {
        return new Refused(Kind.MISSING, "no-such-task", "There is no such task, or it is not for you.");
    }

    private static Refused unacceptable(String code, String message) {
        return new Refused(Kind.UNACCEPTABLE, code, message);
    }
}
