package org.imprimatur.operations;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.imprimatur.approval.Refused;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.Reconcile;
import org.imprimatur.assets.Reconcile.Progress;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Person;
import org.imprimatur.web.Address;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets an administrator see at once, after a restore for instance, whether store and database agree. */
@RestController
@RequestMapping("/api/reconciliations")
@Tag(name = "Operations")
class ReconciliationsApi {

    private final Reconcile reconcile;
    private final Permissions permissions;

    ReconciliationsApi(Reconcile reconcile, Permissions permissions) {
        this.reconcile = reconcile;
        this.permissions = permissions;
    }

    @PostMapping
    @Operation(
            summary = "Compare store and database now",
            description = "It happens every hour by itself. Objects that no asset names and that are older than a day"
                    + " are removed. An asset whose bytes or whose thumbnail are missing is named: bring them back from a"
                    + " backup. It goes on in the background; the header Location says where its progress is.")
    @ApiResponse(responseCode = "202", description = "The comparison has begun", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "They are being compared right now")
    ResponseEntity<Outcome> run(@Parameter(hidden = true) Person administrator) {
        permissions.requireAdministrator(administrator);
        var begun = reconcile
                .begin()
                .orElseThrow(() -> new Refused(
                        Refused.Kind.CONFLICT,
                        "already-comparing",
                        "Store and database are being compared right now. Ask again when that is done."));
        return ResponseEntity.accepted()
                .location(Address.here("/api/reconciliations/latest"))
                .body(Outcome.of(begun));
    }

    @GetMapping("/latest")
    @Operation(summary = "How far the comparison of store and database is, and what it found")
    @ApiResponse(responseCode = "200", description = "The one that runs, or that ran last", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There has been none yet")
    Outcome latest(@Parameter(hidden = true) Person administrator) {
        permissions.requireAdministrator(administrator);
        return reconcile.latest().map(Outcome::of).orElseThrow(() -> NotPermitted.secret("reconciliation"));
    }

    /**
     * How far a comparison is, and what it found.
     *
     * @param state running, done or failed; one that failed begins anew with the next one
     * @param objects in the bucket, compared so far
     * @param rows keys of objects that assets named when it began
     * @param rowsCompared keys that assets name, compared so far
     * @param young objects that no asset names, but may still be on their way
     * @param removedObjects objects that no asset named
     * @param missingObjects objects and thumbnails that assets name and the bucket does not have
     * @param removed keys of the first thousand objects that were removed
     * @param missing assets whose bytes or whose thumbnail are missing, of the first thousand
     */
    @Schema(name = "Reconciliation")
    record Outcome(
            UUID id,
            String state,
            Instant startedAt,
            @Nullable Instant endedAt,
            long objects,
            long rows,
            long rowsCompared,
            long young,
            long removedObjects,
            long missingObjects,
            List<String> removed,
            List<String> missing) {

        static Outcome of(Progress progress) {
            return new Outcome(
                    progress.id(),
                    progress.state().name().toLowerCase(Locale.ROOT),
                    progress.startedAt(),
                    progress.endedAt(),
                    progress.objects(),
                    progress.rows(),
                    progress.rowsCompared(),
                    progress.young(),
                    progress.removed(),
                    progress.missing(),
                    progress.removedKeys(),
                    progress.missingAssets().stream().map(AssetId::toString).toList());
        }
    }
}
