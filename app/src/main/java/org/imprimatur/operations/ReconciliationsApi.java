package org.imprimatur.operations;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.imprimatur.approval.Refused;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.Reconcile;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Person;
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
            description =
                    "It happens every hour by itself. Objects that no asset names and that are older than a day"
                            + " are removed. An asset whose bytes or whose thumbnail are missing is named: bring them back from a backup.")
    @ApiResponse(responseCode = "200", description = "Compared", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "They are being compared right now")
    Outcome run(@Parameter(hidden = true) Person administrator) {
        permissions.requireAdministrator(administrator);
        var result = reconcile
                .run()
                .orElseThrow(() -> new Refused(
                        Refused.Kind.CONFLICT,
                        "already-comparing",
                        "Store and database are being compared right now. Ask again when that is done."));
        return new Outcome(
                result.objects(),
                result.young(),
                result.removed(),
                result.missing().stream().map(AssetId::toString).toList());
    }

    /**
     * What was found.
     *
     * @param objects in the bucket
     * @param young how many of them no asset names, but may still be on their way
     * @param removed keys of objects that no asset named
     * @param missing assets whose bytes or whose thumbnail are not in the bucket
     */
    @Schema(name = "Reconciliation")
    record Outcome(int objects, int young, List<String> removed, List<String> missing) {}
}
