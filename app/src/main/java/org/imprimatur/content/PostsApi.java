package org.imprimatur.content;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.imprimatur.FieldErrors;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.web.Address;
import org.imprimatur.web.CreationBudget;
import org.imprimatur.web.InvalidInput;
import org.imprimatur.web.WebSearch;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Posts over HTTP. */
@RestController
@RequestMapping("/api")
@Tag(name = "Posts", description = "Drafts, their versions, and their way to the world")
class PostsApi {

    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"?(\\d{1,9})\"?");

    private final Posts posts;
    private final History history;
    private final TightSlots tightSlots;
    private final Permissions permissions;
    private final CreationBudget budget;

    PostsApi(Posts posts, History history, TightSlots tightSlots, Permissions permissions, CreationBudget budget) {
        this.budget = budget;
        this.posts = posts;
        this.history = history;
        this.tightSlots = tightSlots;
        this.permissions = permissions;
    }

    @GetMapping("/channels")
    @Operation(summary = "Where posts go out, and how much text fits, in graphemes")
    List<Channel> channels() {
        return Channel.ALL;
    }

    @GetMapping("/brands/{brand}/posts")
    @Operation(summary = "The posts of a brand, newest change first")
    PostView.PageView list(
            @PathVariable String brand,
            @RequestParam(required = false) @Nullable String state,
            @Parameter(description = WebSearch.WORDS) @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            @Parameter(hidden = true) Person person) {
        var page = posts.of(brand, state(state), q, cursor, limit, person);
        return new PostView.PageView(
                page.items().stream().map(PostView.PostSummary::of).toList(),
                page.unreadable(),
                page.next(),
                page.corrected());
    }

    @PostMapping("/brands/{brand}/posts")
    @Operation(
            summary = "Write a post",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = Written.class))))
    @ApiResponse(responseCode = "201", description = "Saved, as a draft of version 1", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "429", description = "Too many new posts; Retry-After says when to go on")
    ResponseEntity<PostView> create(
            @PathVariable String brand, @RequestBody JsonNode body, @Parameter(hidden = true) Person person) {
        permissions.require(person, Action.WRITE, brand); // before anything is said about the body
        var errors = new FieldErrors();
        var draft = new PostBody(body, errors).draft();
        if (!errors.isEmpty()) {
            posts.check(brand, null, draft, false, person, errors);
            errors.throwIfAny();
        }
        var post = budget.post(person, () -> posts.create(brand, draft, person));
        return ResponseEntity.created(Address.here("/api/posts/" + post.id()))
                .header(HttpHeaders.ETAG, etag(post))
                .body(view(post));
    }

    @GetMapping("/posts/{id}")
    @Operation(summary = "A post as it stands now")
    PostView get(@PathVariable UUID id, @Parameter(hidden = true) Person person, HttpServletResponse response) {
        return answered(posts.get(id, person), response);
    }

    @PatchMapping("/posts/{id}")
    @Operation(
            summary = "Save a post",
            description =
                    "Fields that are given replace wholly; \"slot\": null means as soon as approved. If-Match names"
                            + " the version that was edited. 428 without it, 412 when somebody saved since, 409 while the"
                            + " post is under way.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = Written.class))))
    @ApiResponse(responseCode = "200", description = "Saved, as the next version", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "412", description = "Somebody saved since; version says which is current")
    @ApiResponse(responseCode = "428", description = "If-Match is missing; version says which is current")
    PostView save(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody JsonNode body,
            @Parameter(hidden = true) Person person,
            HttpServletResponse response) {
        var before = posts.get(id, person);
        var expected = expected(ifMatch, before);
        var errors = new FieldErrors();
        var change = new PostBody(body, errors).change();
        if (!errors.isEmpty()) {
            posts.check(before.brand(), before, change.on(before), false, person, errors);
            errors.throwIfAny();
        }
        var saved = budget.save(person, () -> posts.save(id, expected, change, person));
        return answered(saved, response);
    }

    @DeleteMapping("/posts/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Delete a draft",
            description =
                    "An author theirs, a brand manager any, as long as no version of it was submitted. If-Match names"
                            + " the version that was looked at.")
    @ApiResponse(responseCode = "204", description = "Deleted; the log keeps that there was one")
    @ApiResponse(responseCode = "409", description = "A version was submitted, so it stays as evidence")
    @ApiResponse(responseCode = "412", description = "Somebody saved since; version says which is current")
    @ApiResponse(responseCode = "428", description = "If-Match is missing; version says which is current")
    void delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Parameter(hidden = true) Person person) {
        var post = posts.get(id, person);
        if (!posts.mayDelete(post, person)) {
            permissions.require(person, Action.WITHDRAW, post.brand());
        }
        posts.delete(id, expected(ifMatch, post), person);
    }

    @PostMapping("/posts/{id}/submit")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Ask for approval of this version",
            description =
                    "422 names what keeps it, field by field. A slot that may pass before everybody has decided is"
                            + " accepted, and the answer names it in warnings.")
    PostView submit(
            @PathVariable UUID id,
            @Parameter(description = "The version to submit; when another one is saved by now, 409")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable
                    String ifMatch,
            @Parameter(hidden = true) Person person,
            HttpServletResponse response) {
        var unnamed = ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*");
        var version = unnamed ? null : (Integer) expected(ifMatch, posts.get(id, person));
        return answered(posts.submit(id, version, person), response);
    }

    @PostMapping("/posts/{id}/withdraw")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Take a submitted version back",
            description =
                    "An author theirs, a brand manager any, until it is publishing. Approvals of the version become"
                            + " void and its slot is given up; the reason is kept in the log.")
    @ApiResponse(responseCode = "202", description = "Back at its authors", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "Nothing is submitted, another version is, or it is too late")
    @ApiResponse(responseCode = "422", description = "The reason is missing; field names it")
    PostView withdraw(
            @PathVariable UUID id,
            @RequestBody(required = false) @Nullable WithdrawalBody body,
            @Parameter(hidden = true) Person person,
            HttpServletResponse response) {
        var reason = body == null ? null : body.reason();
        return answered(posts.withdraw(id, reason, body == null ? null : body.hash(), person), response);
    }

    /** Why a version is taken back. */
    @Schema(name = "Withdrawal")
    record WithdrawalBody(
            @Schema(description = "1 to 1,000 characters", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String reason,

            @Schema(description = "of the version that was looked at; when another one is submitted by now, 409")
            @Nullable
            String hash) {}

    /**
     * The version is set as a plain header, so that nobody answers 304 by it: the state of a post changes without a
     * save.
     */
    private PostView answered(Post post, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, etag(post));
        return view(post);
    }

    private PostView view(Post post) {
        return PostView.of(post, warnings(post), history.of(post.subject()));
    }

    private List<PostView.Warning> warnings(Post post) {
        return tightSlots.of(post).stream()
                .map(tight -> new PostView.Warning("tight-slot", "slot.local", tight.words()))
                .toList();
    }

    private static String etag(Post post) {
        return "\"" + post.version() + "\"";
    }

    private static int expected(@Nullable String ifMatch, Post post) {
        if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
            throw new VersionMissing(post.version());
        }
        var named = 0;
        for (var each : ifMatch.split(",", -1)) {
            var matcher = VERSION.matcher(each.strip());
            named = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
            if (named == post.version()) {
                return named;
            }
        }
        return named;
    }

    private static @Nullable PostState state(@Nullable String word) {
        if (word == null || UnicodeText.isBlank(word)) {
            return null;
        }
        if (!PostState.words().contains(word)) {
            throw new InvalidInput(
                    "state",
                    "state is one of "
                            + String.join(
                                    ", ", PostState.words().stream().sorted().toList()) + "; found: " + word);
        }
        return PostState.of(word);
    }

    /** Documents the body, which is read by hand. */
    @Schema(name = "PostBody")
    record Written(
            @Schema(description = "1 to 200 graphemes; a new post needs one", example = "Winter cup is back") @Nullable
            String title,

            @Schema(description = "one per channel, each with the text that goes out there") @Nullable
            List<Post.Variant> variants,

            @Schema(description = "approved assets, in their order, each with its alt text") @Nullable
            List<PostView.AttachmentView> assets,

            @Schema(description = "null: as soon as it is approved") @Nullable
            WrittenSlot slot) {}

    @Schema(name = "WishedSlot")
    record WrittenSlot(
            @Schema(description = "wall clock", example = "2026-12-01T09:00")
            String local,

            @Schema(description = "IANA region id", example = "Europe/Berlin")
            String zone,

            @Schema(description = "only for an hour that a clock change doubles", example = "+02:00") @Nullable
            String offset) {}
}
