package org.imprimatur.library;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.web.Address;
import org.imprimatur.web.AssetBytes;
import org.imprimatur.web.InvalidInput;
import org.imprimatur.web.Problems;
import org.imprimatur.web.WebSearch;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Assets over HTTP. */
@RestController
@RequestMapping("/api")
@Tag(name = "Assets", description = "Files, what is known of them, and their bytes")
class AssetsApi {

    /** Permission is asked anew for each use, so a browser asks as well. */
    private static final String ASK_AGAIN = "private, no-cache";

    private final Assets assets;
    private final Uploads uploads;
    private final Reopening reopening;
    private final AssetBytes bytes;
    private final Permissions permissions;

    AssetsApi(Assets assets, Uploads uploads, Reopening reopening, AssetBytes bytes, Permissions permissions) {
        this.assets = assets;
        this.uploads = uploads;
        this.reopening = reopening;
        this.bytes = bytes;
        this.permissions = permissions;
    }

    @PostMapping(path = "/brands/{brand}/assets", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Upload a file",
            description = "Streamed, never spooled. The same bytes again answer 200 with the asset there is and"
                    + " duplicate: true.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = Form.class))))
    @ApiResponse(responseCode = "201", description = "Stored; it is cataloged next", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "200", description = "These bytes were here already", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "409",
            description = "These bytes were rejected; the problem has asset, rejectedAt, rejectedBy and reason")
    @ApiResponse(responseCode = "413", description = "Larger than the limit, which the answer names")
    @ApiResponse(responseCode = "415", description = "Of a kind that the brand does not store")
    @ApiResponse(responseCode = "429", description = "Too many files; Retry-After says when to go on")
    ResponseEntity<AssetView> upload(
            @PathVariable String brand, HttpServletRequest request, @Parameter(hidden = true) Person person) {
        permissions.require(person, Action.UPLOAD, brand);
        var received = uploads.receive(brand, person, request);
        var answer = received.duplicate()
                ? ResponseEntity.ok()
                : ResponseEntity.created(
                        Address.here("/api/assets/" + received.asset().id()));
        return answer.body(AssetView.of(received));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> rejected(RejectedBefore e) {
        var problem = Problems.problem(HttpStatus.CONFLICT, "asset-rejected", e.getMessage(), "file");
        problem.setProperty("asset", e.asset().id().toString());
        problem.setProperty("rejectedAt", e.at());
        problem.setProperty("rejectedBy", e.by());
        problem.setProperty("reason", e.reason());
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @PostMapping("/assets/{id}/reopen")
    @Operation(
            summary = "Ask again for the approval of a rejected file",
            description = "Opens a new round of approval; earlier decisions stay. Whoever asks does not decide.")
    @ApiResponse(responseCode = "202", description = "It waits for approval", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "It is not rejected")
    ResponseEntity<AssetView> reopen(
            @PathVariable UUID id, @RequestBody Reopen given, @Parameter(hidden = true) Person person) {
        return ResponseEntity.accepted()
                .body(AssetView.of(reopening.reopen(visible(id, person), given.reason, person)));
    }

    @GetMapping("/brands/{brand}/assets")
    @Operation(summary = "Search the assets of a brand, newest first")
    AssetView.PageView search(
            @PathVariable String brand,
            @Parameter(description = WebSearch.WORDS) @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            @Parameter(hidden = true) Person person) {
        permissions.require(person, Action.READ, brand);
        var page = assets.search(
                brand, q, state(state), UnicodeText.stripToNull(cursor), Math.max(1, Math.min(limit, 200)));
        return new AssetView.PageView(
                page.items().stream().map(AssetView::of).toList(),
                page.unreadable().stream().map(AssetId::value).toList(),
                page.next(),
                page.corrected());
    }

    @GetMapping("/assets/{id}")
    @Operation(summary = "An asset, what was found in it, and its text")
    AssetView get(@PathVariable UUID id, @Parameter(hidden = true) Person person) {
        return AssetView.of(visible(id, person));
    }

    @GetMapping("/assets/{id}/content")
    @Operation(summary = "The bytes, or a range of them", description = "Pass download=true for a file to keep.")
    @ApiResponse(
            responseCode = "200",
            description = "The bytes",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "206",
            description = "The range that was asked for",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "304", description = "What you have is what there is", content = @Content)
    @ApiResponse(responseCode = "416", description = "There is no such range", content = @Content)
    void content(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean download,
            HttpServletRequest request,
            HttpServletResponse response,
            @Parameter(hidden = true) Person person)
            throws IOException {
        bytes.send(visible(id, person), ASK_AGAIN, download, request, response);
    }

    @GetMapping("/assets/{id}/renditions/thumbnail")
    @Operation(summary = "A small picture of it, at most 640 pixels on its longer side")
    @ApiResponse(
            responseCode = "200",
            description = "The picture",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "304", description = "What you have is what there is", content = @Content)
    void thumbnail(
            @PathVariable UUID id,
            HttpServletRequest request,
            HttpServletResponse response,
            @Parameter(hidden = true) Person person)
            throws IOException {
        bytes.thumbnail(visible(id, person), request, response);
    }

    private Asset visible(UUID id, Person person) {
        return VisibleAssets.find(assets, permissions, new AssetId(id), person)
                .orElseThrow(() -> new NotPermitted(true, "There is no such asset, or not for you."));
    }

    private static @Nullable AssetState state(@Nullable String word) {
        if (word == null || UnicodeText.isBlank(word)) {
            return null;
        }
        return Arrays.stream(AssetState.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(
                        "state",
                        "state is one of "
                                + Arrays.stream(AssetState.values())
                                        .map(AssetState::word)
                                        .collect(Collectors.joining(", "))
                                + "; found: " + word));
    }

    @Schema(name = "AssetReopening")
    record Reopen(
            @Schema(description = "What has changed, or why it should be looked at again; shown to who decides")
            @Nullable
            String reason) {}

    /** Documents the parts of an upload. */
    @Schema(name = "AssetUpload")
    record Form(
            @Schema(type = "string", format = "binary") String file,
            @Nullable String title) {}
}
