package org.imprimatur.content;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A post as the API tells it. */
@Schema(name = "Post")
record PostView(
        UUID id,
        String brand,
        String title,

        @Schema(description = "Counts saves. Send it back as If-Match when you change the post.")
        int version,

        @Schema(description = "SHA-256 of the version that was submitted last; what decisions are bound to.") @Nullable
        String hash,

        String state,
        List<Post.Variant> variants,
        List<AttachmentView> assets,
        @Nullable SlotView slot,

        @Schema(description = "Where it stands in its process, in words.")
        String step,

        @Schema(description = "Why it came back or failed.") @Nullable
        String reason,

        @Schema(
                description =
                        "What may go wrong although nothing keeps the post from going on; empty when nothing may.")
        List<Warning> warnings,

        List<String> authors,
        Instant createdAt,
        Instant savedAt,
        Instant since,

        @Schema(description = "The newest 500 things that happened, oldest first; the log keeps all.")
        List<History.Line> history) {

    static PostView of(Post post, List<Warning> warnings, List<History.Line> history) {
        var slot = post.slot();
        return new PostView(
                post.id(),
                post.brand(),
                post.title(),
                post.version(),
                post.hash(),
                post.state().word(),
                post.variants(),
                post.assets().stream()
                        .map(asset -> new AttachmentView(asset.id().toString(), asset.alt()))
                        .toList(),
                slot == null ? null : SlotView.of(slot),
                post.step(),
                post.reason(),
                warnings,
                post.authors(),
                post.createdAt(),
                post.savedAt(),
                post.since(),
                history);
    }

    /**
     * Something to know, with the field it is about.
     *
     * @param code {@code tight-slot}: the slot may pass before everybody has decided
     */
    @Schema(name = "PostWarning")
    record Warning(String code, String field, String message) {}

    @Schema(name = "PostAsset")
    record AttachmentView(String id, String alt) {}

    @Schema(name = "Slot")
    record SlotView(String local, String zone, @Nullable String offset, Instant instant) {

        static SlotView of(Slot slot) {
            var offset = slot.offset();
            return new SlotView(
                    slot.localText(), slot.zone().getId(), offset == null ? null : offset.getId(), slot.instant());
        }
    }

    @Schema(name = "PostPage")
    record PageView(
            List<PostSummary> items,

            @Schema(description = "Ids of posts of this page that cannot be displayed; they are not among the items")
            List<UUID> unreadable,

            @Nullable String next,

            @Schema(description = "Words of the query that nothing has, with those that were searched for instead")
            Map<String, List<String>> corrected) {}

    /** One post in a list; its history comes with the post itself. */
    record PostSummary(
            UUID id,
            String title,
            int version,
            @Nullable String hash,
            String state,
            String step,
            @Nullable SlotView slot,
            List<String> authors,
            Instant since) {

        static PostSummary of(Post post) {
            var slot = post.slot();
            return new PostSummary(
                    post.id(),
                    post.title(),
                    post.version(),
                    post.hash(),
                    post.state().word(),
                    post.step(),
                    slot == null ? null : SlotView.of(slot),
                    post.authors(),
                    post.since());
        }
    }
}
