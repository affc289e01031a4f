package org.imprimatur.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.regex.Pattern;
import org.imprimatur.log.Chain;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Person;
import org.imprimatur.web.InvalidInput;
import org.imprimatur.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether the log still says what it said, over HTTP. */
@RestController
@RequestMapping("/api/audit")
@Tag(name = "Audit", description = "Proof that nobody rewrote the log")
class AuditApi {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Chain chain;
    private final Permissions permissions;

    AuditApi(Chain chain, Permissions permissions) {
        this.chain = chain;
        this.permissions = permissions;
    }

    @GetMapping("/verify")
    @Operation(
            summary = "Verify the chain over the log",
            description = "Computes every link anew from the log as it is now and names the first one that does not"
                    + " hold. Takes some seconds per hundred thousand entries. Note the head somewhere else and send it"
                    + " next time: a chain that somebody cut short or wrote anew no longer contains it.")
    @ApiResponse(responseCode = "200", description = "What was found, intact or not", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "It is being verified already; one at a time")
    Verified verify(
            @Parameter(description = "A head that was noted earlier: 64 hex digits")
                    @RequestParam(required = false)
                    @Nullable
                    String head,
            @Parameter(hidden = true) Person person) {
        permissions.requireAuditor(person);
        if (head != null && !HASH.matcher(head).matches()) {
            throw new InvalidInput("head", "A head has 64 hex digits in lower case.");
        }
        return Verified.of(chain.verify(head));
    }

    @ExceptionHandler
    ProblemDetail alreadyVerifying(Chain.AlreadyVerifying e) {
        return Problems.problem(HttpStatus.CONFLICT, "already-verifying", e.getMessage(), null);
    }

    /** A verification as the API tells it. */
    @Schema(name = "LogVerification")
    record Verified(
            @Schema(description = "in the log") long entries,

            @Schema(description = "links of the chain, one per entry")
            long chained,

            @Schema(description = "entries not in the chain yet, usually those of the last second")
            long waiting,

            @Schema(description = "hash of the newest link, 64 hex digits; null before the first") @Nullable
            String head,

            boolean intact,

            @Schema(description = "the first link that does not hold; null when all do") @Nullable
            BrokenLink broken) {

        static Verified of(Chain.Verification found) {
            var broken = found.broken();
            return new Verified(
                    found.entries(),
                    found.chained(),
                    found.waiting(),
                    found.head(),
                    found.intact(),
                    broken == null ? null : new BrokenLink(broken.sequence(), broken.entry(), broken.reason()));
        }
    }

    /** A link that does not hold. */
    record BrokenLink(
            long sequence,

            @Schema(description = "number of the entry it seals; null where the link itself is missing") @Nullable
            Long entry,

            String reason) {}
}
