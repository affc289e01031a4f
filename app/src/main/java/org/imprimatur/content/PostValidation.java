package org.imprimatur.content;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.imprimatur.FieldErrors;
import org.imprimatur.InvalidFields;
import org.imprimatur.content.Posts.WishedSlot;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Validates what people type into the fields of a post, and builds its content from it. */
@Component
class PostValidation {

    private final Attachments attachments;

    PostValidation(Attachments attachments) {
        this.attachments = attachments;
    }

    /** Checks every field; what is wrong is added to the errors, and a harmless value stands in its place. */
    Content checked(String brand, Posts.Draft draft, @Nullable Slot kept, Person by, Instant now, FieldErrors errors) {
        return new Content(
                errors.checked(() -> TypedText.title("title", draft.title()), ""),
                variants(draft.variants(), errors),
                attachments.checked(brand, draft.assets(), by, errors),
                slot(draft.slot(), kept, now, errors));
    }

    /** Fields that were checked. */
    record Content(
            String title,
            List<Post.Variant> variants,
            List<Post.Attachment> assets,
            @Nullable Slot slot) {

        static Content of(Post post) {
            return new Content(post.title(), post.variants(), post.assets(), post.slot());
        }
    }

    /**
     * Returns the next version of a post.
     *
     * @throws InvalidFields naming each field that cannot stand
     */
    Post changed(Post post, Posts.Change change, Person by, Instant now) {
        var kept = post.slot();
        var errors = new FieldErrors();
        var title = change.title();
        var variants = change.variants();
        var assets = change.assets();
        var nextTitle = title == null ? post.title() : errors.checked(() -> TypedText.title("title", title), "");
        var nextVariants = variants == null ? post.variants() : variants(variants, errors);
        var nextAssets = assets == null ? post.assets() : attachments.checked(post.brand(), assets, by, errors);
        var nextSlot = change.noSlot() ? null : change.slot() == null ? kept : slot(change.slot(), kept, now, errors);
        errors.throwIfAny();
        return new Post(
                post.id(),
                post.brand(),
                nextTitle,
                post.version() + 1,
                post.hash(),
                post.state(),
                post.step(),
                post.reason(),
                nextVariants,
                nextAssets,
                nextSlot,
                post.authors(),
                post.createdAt(),
                now,
                post.since());
    }

    /** A slot that is sent again unchanged is not set anew, so it may meanwhile have passed. */
    private static @Nullable Slot slot(
            @Nullable WishedSlot wished, @Nullable Slot kept, Instant now, FieldErrors errors) {
        if (wished == null) {
            return null;
        }
        if (kept != null && wished.same(kept)) {
            return kept;
        }
        var found = new ArrayList<Slot>();
        errors.check(() -> found.add(Slot.at(wished.local(), wished.zone(), wished.offset(), now)));
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Post.Variant> variants(List<Post.Variant> typed, FieldErrors errors) {
        var seen = new HashSet<String>();
        var variants = new ArrayList<Post.Variant>();
        for (var i = 0; i < typed.size(); i++) {
            var variant = typed.get(i);
            if (Channel.find(variant.channel()).isEmpty()) {
                errors.add(
                        "variants[" + i + "].channel",
                        "There is no such channel. Those there are: "
                                + String.join(
                                        ", ",
                                        Channel.ALL.stream().map(Channel::id).toList()) + ".");
                continue;
            }
            if (!seen.add(variant.channel())) {
                errors.add("variants[" + i + "].channel", "One text per channel; this one has two.");
            }
            var field = "variants[" + variant.channel() + "].text";
            variants.add(new Post.Variant(
                    variant.channel(), errors.checked(() -> TypedText.text(field, variant.text()), variant.text())));
        }
        return List.copyOf(variants);
    }
}
