package org.imprimatur.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.imprimatur.FieldErrors;
import org.imprimatur.approval.Answer;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Claims;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.SubjectTypes;
import org.imprimatur.approval.Verdict;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.web.Address;
import org.imprimatur.web.InvalidInput;
import org.imprimatur.web.ItemGuard;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** What waits for somebody, and their decisions, over HTTP. */
@RestController
@RequestMapping("/api/tasks")
@Tag(name = "Tasks", description = "What waits for you, and how you decide it")
class TasksApi {

    private final Inbox inbox;
    private final Approvals approvals;
    private final Claims claims;
    private final SubjectTypes types;
    private final Permissions permissions;
    private final CommentDrafts drafts;

    TasksApi(
            Inbox inbox,
            Approvals approvals,
            Claims claims,
            SubjectTypes types,
            Permissions permissions,
            CommentDrafts drafts) {
        this.inbox = inbox;
        this.approvals = approvals;
        this.claims = claims;
        this.types = types;
        this.permissions = permissions;
        this.drafts = drafts;
    }

    @GetMapping
    @Operation(
            summary = "What I may work on, due first",
            description = "A further page is named by the header Link with rel=\"next\". Tasks of this page that cannot"
                    + " be displayed are not in the list; the header Unreadable-Tasks names their ids.")
    @ApiResponse(responseCode = "200", description = "A page of them", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "The brand does not exist, or is not yours")
    List<Task> mine(
            @RequestParam(required = false) @Nullable String brand,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit,
            @Parameter(hidden = true) Person person,
            HttpServletResponse response) {
        if (brand != null) {
            permissions.require(person, Action.READ, brand);
        }
        var size = Math.max(1, Math.min(limit, 200));
        var page = inbox.of(person.id(), person.groups(), new Inbox.Filter(brand, kind(kind), overdue), cursor, size);
        if (page.next() != null) {
            var next = UriComponentsBuilder.fromUri(Address.here("/api/tasks"))
                    .queryParam("cursor", "{cursor}")
                    .queryParam("limit", size);
            var uri = optional(next, brand, kind, overdue).encode().buildAndExpand(page.next());
            response.setHeader(HttpHeaders.LINK, "<" + uri + ">; rel=\"next\"");
        }
        var unreadable = ItemGuard.unreadable(page.items());
        if (!unreadable.isEmpty()) {
            response.setHeader("Unreadable-Tasks", String.join(", ", unreadable));
        }
        return ItemGuard.readable(page.items()).stream().map(Task::of).toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One open task of a brand that is yours")
    Task one(@PathVariable String id, @Parameter(hidden = true) Person person) {
        return Task.of(visible(id, person));
    }

    @PostMapping("/{id}/decision")
    @Operation(
            summary = "Decide",
            description =
                    "Bound to the hash of the version that was in front of you; when another one is current, 409.")
    @ApiResponse(
            responseCode = "200",
            description = "In effect: who reads next sees the new state",
            useReturnTypeSchema = true)
    @ApiResponse(responseCode = "403", description = "Not yours to decide, for instance since you wrote it")
    @ApiResponse(responseCode = "409", description = "Another version is current, or somebody decided already")
    Outcome decide(@PathVariable String id, @RequestBody DecisionBody body, @Parameter(hidden = true) Person person) {
        var answer = body.answer();
        var item = inbox.find(id);
        if (item.isPresent() && !permissions.may(person, Action.READ, item.get().brand())) {
            throw missing();
        }
        try {
            approvals.decide(id, answer, person.id());
        } catch (Refused e) {
            throw e.kind() == Refused.Kind.MISSING ? missing() : e; // in the words of a task of another brand
        }
        return item.map(this::outcome).orElseThrow(TasksApi::missing);
    }

    @PostMapping("/{id}/claim")
    @Operation(
            summary = "Claim",
            description =
                    "Nobody else can decide the task then. With takeOver, a claim of somebody else ends for yours; it"
                            + " is logged. A claim ends by itself when its owner may not decide any more.")
    @ApiResponse(responseCode = "200", description = "It is yours", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "403", description = "Not yours to decide, for instance since you wrote it")
    @ApiResponse(responseCode = "409", description = "Somebody else has claimed it, or it was decided meanwhile")
    Task claim(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable ClaimBody body,
            @Parameter(hidden = true) Person person) {
        visible(id, person);
        claims.claim(id, person.id(), body != null && Boolean.TRUE.equals(body.takeOver()));
        return Task.of(visible(id, person));
    }

    @DeleteMapping("/{id}/claim")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Release",
            description =
                    "Gives your claim up; does nothing when nobody has claimed the task. Administrators end the claim"
                            + " of anybody, and decide nothing by that.")
    @ApiResponse(responseCode = "204", description = "Nobody has claimed it")
    @ApiResponse(responseCode = "403", description = "Somebody else has claimed it, or it is not yours to decide")
    void release(@PathVariable String id, @Parameter(hidden = true) Person person) {
        if (person.administrator()) {
            permissions.requireAdministrator(person);
            claims.releaseFor(id, person.id());
            return;
        }
        visible(id, person);
        claims.release(id, person.id());
    }

    /** How to claim. */
    @Schema(name = "Claim")
    record ClaimBody(
            @Schema(description = "Ends a claim of somebody else") @Nullable
            Boolean takeOver) {}

    @GetMapping("/{id}/comment-draft")
    @Operation(
            summary = "The comment I have begun on a task",
            description = "Only one's own. comment is null while there is none; deciding the task deletes it.")
    CommentDraftJson commentDraft(@PathVariable String id, @Parameter(hidden = true) Person person) {
        var item = decision(id, person);
        return drafts.find(item.task(), person.id())
                .map(draft -> new CommentDraftJson(draft.comment(), draft.savedAt()))
                .orElseGet(() -> new CommentDraftJson(null, null));
    }

    @PutMapping("/{id}/comment-draft")
    @Operation(
            summary = "Keep the comment I have begun on a task",
            description = "Nobody else sees it. It is kept for 30 days; an empty one deletes it.")
    @ApiResponse(responseCode = "200", description = "Kept", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "429", description = "Saved more often than anybody types")
    CommentDraftJson keepCommentDraft(
            @PathVariable String id, @RequestBody CommentDraftBody body, @Parameter(hidden = true) Person person) {
        var item = decision(id, person);
        if (body.comment == null || body.comment.isEmpty()) {
            drafts.delete(item.task(), person.id());
            return new CommentDraftJson(null, null);
        }
        var draft = drafts.save(item.task(), person.id(), body.comment);
        return new CommentDraftJson(draft.comment(), draft.savedAt());
    }

    @DeleteMapping("/{id}/comment-draft")
    @Operation(summary = "Delete the comment I have begun on a task")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteCommentDraft(@PathVariable String id, @Parameter(hidden = true) Person person) {
        drafts.delete(decision(id, person).task(), person.id());
    }

    private InboxItem decision(String id, Person person) {
        var item = visible(id, person);
        if (item.kind() != InboxItem.Kind.DECISION) {
            throw missing();
        }
        return item;
    }

    private Outcome outcome(InboxItem item) {
        var subject = SubjectRef.of(item.subject());
        var state = types.of(subject).state(subject.id());
        return new Outcome(state.stage(), state.step(), Subject.of(item));
    }

    private InboxItem visible(String id, Person person) {
        return inbox.find(id)
                .filter(item -> permissions.may(person, Action.READ, item.brand()))
                .orElseThrow(TasksApi::missing);
    }

    private static NotPermitted missing() {
        return new NotPermitted(true, "There is nothing to decide here: it was decided already, or is not for you.");
    }

    private static UriComponentsBuilder optional(
            UriComponentsBuilder uri, @Nullable String brand, @Nullable String kind, boolean overdue) {
        if (brand != null) {
            uri.queryParam("brand", brand);
        }
        if (kind != null) {
            uri.queryParam("kind", kind);
        }
        return overdue ? uri.queryParam("overdue", true) : uri;
    }

    private static InboxItem.@Nullable Kind kind(@Nullable String word) {
        if (word == null || UnicodeText.isBlank(word)) {
            return null;
        }
        return switch (word) {
            case "work" -> InboxItem.Kind.WORK;
            case "decision" -> InboxItem.Kind.DECISION;
            default -> throw new InvalidInput("kind", "kind is work or decision; found: " + word);
        };
    }

    /**
     * One open task.
     *
     * @param step id of the step in the model; {@code stepName} is its name for people
     */
    record Task(
            String id,
            String step,
            String stepName,
            @Schema(allowableValues = {"work", "decision"}) String kind,
            String brand,
            @Nullable Instant due,
            Instant since,
            @Nullable String claimedBy,
            @Nullable Instant slot,
            @Nullable String zone,
            int round,
            Subject subject) {

        static Task of(InboxItem item) {
            return new Task(
                    item.task(),
                    item.step(),
                    item.stepName(),
                    item.kind().name().toLowerCase(Locale.ROOT),
                    item.brand(),
                    item.due(),
                    item.created(),
                    item.claimedBy(),
                    item.slot(),
                    item.zone(),
                    item.round(),
                    Subject.of(item));
        }
    }

    /** What the task is about. */
    @Schema(name = "TaskSubject")
    record Subject(
            @Schema(example = "post") String kind,
            String id,
            String title,
            int version,

            @Schema(description = "Send it back with the decision") @Nullable
            String hash) {

        static Subject of(InboxItem item) {
            var subject = SubjectRef.of(item.subject());
            return new Subject(subject.kind(), subject.id(), item.title(), item.version(), item.hash());
        }
    }

    /** A comment that was begun; both are null while there is none. */
    @Schema(name = "CommentDraft")
    record CommentDraftJson(
            @Nullable String comment, @Nullable Instant savedAt) {}

    /** A comment that is begun, as a program sends it. */
    @Schema(name = "CommentDraftBody")
    record CommentDraftBody(
            @Schema(description = "at most 20,000 characters; empty or null deletes it") @Nullable
            String comment) {}

    /** What a decision led to. */
    @Schema(name = "DecisionOutcome")
    record Outcome(
            @Schema(description = "of the post or asset, now")
            String state,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String step,

            Subject subject) {}

    /** A decision as a program sends it. */
    @Schema(name = "Decision")
    record DecisionBody(
            @Schema(allowableValues = {"approve", "request_changes", "reject"}) @Nullable
            String decision,

            @Schema(description = "of the version that was looked at") @Nullable
            String hash,

            @Schema(description = "needed unless it approves") @Nullable
            String comment) {

        Answer answer() {
            var errors = new FieldErrors();
            var verdict = errors.checked(this::verdict, Verdict.APPROVE);
            if (hash == null || UnicodeText.isBlank(hash)) {
                errors.add("hash", "Send the hash of the version you looked at.");
            }
            var said = UnicodeText.stripToNull(comment);
            if (verdict != Verdict.APPROVE && said == null) {
                errors.add("comment", "Say why, so that the author knows what to do.");
            }
            errors.throwIfAny();
            return new Answer(verdict, Objects.requireNonNullElse(hash, ""), said);
        }

        private Verdict verdict() {
            try {
                return Verdict.of(decision == null ? "" : decision);
            } catch (IllegalArgumentException e) {
                throw new InvalidInput("decision", "decision is one of approve, request_changes, reject.");
            }
        }
    }
}
