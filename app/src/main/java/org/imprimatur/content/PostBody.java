package org.imprimatur.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.imprimatur.FieldErrors;
import org.imprimatur.assets.AssetId;
import org.imprimatur.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * A post as a program sends it. Read by hand, since a field that is null and a field that is absent differ, and since
 * every field that cannot be read is named. Where one cannot, something stands in for it, so that what comes after it is
 * checked as well.
 */
final class PostBody {

    private static final Set<String> FIELDS = Set.of("title", "variants", "assets", "slot");
    /** Stands in for an id that cannot be read. */
    static final AssetId UNREADABLE = new AssetId(new UUID(0, 0));

    private final JsonNode body;
    private final FieldErrors errors;

    /**
     * @param errors gets what cannot be read
     * @throws InvalidInput when it is no object
     */
    PostBody(JsonNode body, FieldErrors errors) {
        this.body = body;
        this.errors = errors;
        if (!isObject("body", body, FIELDS)) {
            errors.throwIfAny();
        }
    }

    /** A new post: a title, and whatever else is known already. */
    Posts.Draft draft() {
        if (!body.hasNonNull("title")) {
            errors.add("title", "Give it a title, so that people find it again.");
        }
        return new Posts.Draft(
                body.hasNonNull("title") ? text("title", body.get("title")) : "",
                body.hasNonNull("variants") ? variants() : List.of(),
                body.hasNonNull("assets") ? assets() : List.of(),
                body.hasNonNull("slot") ? slot() : null);
    }

    /** What is given replaces, what is absent stays. */
    Posts.Change change() {
        return new Posts.Change(
                body.has("title") ? text("title", body.get("title")) : null,
                body.has("variants") ? variants() : null,
                body.has("assets") ? assets() : null,
                body.hasNonNull("slot") ? slot() : null,
                body.has("slot") && body.get("slot").isNull());
    }

    private List<Post.Variant> variants() {
        var variants = new ArrayList<Post.Variant>();
        var at = 0;
        for (var entry : list("variants")) {
            var field = "variants[" + at++ + "]";
            if (isObject(field, entry, Set.of("channel", "text"))) {
                variants.add(new Post.Variant(
                        text(field + ".channel", entry.get("channel")), text(field + ".text", entry.get("text"))));
            }
        }
        return variants;
    }

    private List<Post.Attachment> assets() {
        var assets = new ArrayList<Post.Attachment>();
        var at = 0;
        for (var entry : list("assets")) {
            var field = "assets[" + at++ + "]";
            if (isObject(field, entry, Set.of("id", "alt"))) {
                var alt = entry.hasNonNull("alt") ? text(field + ".alt", entry.get("alt")) : "";
                var id = text(field + ".id", entry.get("id"));
                assets.add(new Post.Attachment(errors.checked(() -> id(field + ".id", id), UNREADABLE), alt));
            }
        }
        return assets;
    }

    private Posts.@Nullable WishedSlot slot() {
        var slot = body.get("slot");
        if (!isObject("slot", slot, Set.of("local", "zone", "offset", "instant"))) {
            return null;
        }
        var local = text("slot.local", slot.get("local"));
        var zone = text("slot.zone", slot.get("zone"));
        var offset = slot.hasNonNull("offset") ? text("slot.offset", slot.get("offset")) : null;
        try {
            return new Posts.WishedSlot(LocalDateTime.parse(local), zone, offset);
        } catch (DateTimeException e) {
            errors.add(
                    "slot.local",
                    "A slot is a wall clock without an offset, such as 2026-12-01T09:00; its zone stands beside it.");
            errors.check(() -> Slot.region(zone));
            return null;
        }
    }

    private Iterable<JsonNode> list(String field) {
        var list = body.get(field);
        if (!list.isArray()) {
            errors.add(field, field + " is a list; an empty one takes all of them away.");
            return List.of();
        }
        return list;
    }

    private boolean isObject(String field, JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            errors.add(field, field + " is a JSON object.");
            return false;
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                errors.add(
                        field.equals("body") ? name : field + "." + name,
                        "There is no such field. Those there are: "
                                + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        });
        return true;
    }

    private String text(String field, @Nullable JsonNode node) {
        if (node == null || !node.isTextual()) {
            errors.add(field, field + " is missing, or no text.");
            return "";
        }
        return node.textValue();
    }

    /** @throws InvalidInput when it is no id */
    static AssetId id(String field, String text) {
        try {
            return AssetId.of(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput(field, "There is no such asset in this brand. Choose one from the library.");
        }
    }
}
