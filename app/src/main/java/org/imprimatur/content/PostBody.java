package org.imprimatur.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.imprimatur.assets.AssetId;
import org.imprimatur.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * A post as a program sends it. Read by hand, since a field that is null and a field that is absent differ, and since
 * an error names the field.
 */
final class PostBody {

    private static final Set<String> FIELDS = Set.of("title", "variants", "assets", "slot");

    private final JsonNode body;

    /** @throws InvalidInput when it is no object, or has a field there is none of */
    PostBody(JsonNode body) {
        this.body = object("body", body, FIELDS);
    }

    /** A new post: a title, and whatever else is known already. */
    Posts.Draft draft() {
        if (!body.hasNonNull("title")) {
            throw new InvalidInput("title", "Give it a title, so that people find it again.");
        }
        return new Posts.Draft(
                text("title", body.get("title")),
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
        for (var entry : list("variants")) {
            var field = "variants[" + variants.size() + "]";
            object(field, entry, Set.of("channel", "text"));
            variants.add(new Post.Variant(
                    text(field + ".channel", entry.get("channel")), text(field + ".text", entry.get("text"))));
        }
        return variants;
    }

    private List<Post.Attachment> assets() {
        var assets = new ArrayList<Post.Attachment>();
        for (var entry : list("assets")) {
            var field = "assets[" + assets.size() + "]";
            object(field, entry, Set.of("id", "alt"));
            var alt = entry.hasNonNull("alt") ? text(field + ".alt", entry.get("alt")) : "";
            assets.add(new Post.Attachment(id(field + ".id", text(field + ".id", entry.get("id"))), alt));
        }
        return assets;
    }

    private Posts.WishedSlot slot() {
        var slot = object("slot", body.get("slot"), Set.of("local", "zone", "offset", "instant"));
        var local = text("slot.local", slot.get("local"));
        try {
            return new Posts.WishedSlot(
                    LocalDateTime.parse(local),
                    text("slot.zone", slot.get("zone")),
                    slot.hasNonNull("offset") ? text("slot.offset", slot.get("offset")) : null);
        } catch (DateTimeException e) {
            throw new InvalidInput(
                    "slot.local",
                    "A slot is a wall clock without an offset, such as 2026-12-01T09:00; its zone stands beside it.");
        }
    }

    private JsonNode list(String field) {
        var list = body.get(field);
        if (!list.isArray()) {
            throw new InvalidInput(field, field + " is a list; an empty one takes all of them away.");
        }
        return list;
    }

    private static JsonNode object(String field, JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw new InvalidInput(field, field + " is a JSON object.");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new InvalidInput(
                        field.equals("body") ? name : field + "." + name,
                        "There is no such field. Those there are: "
                                + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        });
        return node;
    }

    private static String text(String field, @Nullable JsonNode node) {
        if (node == null || !node.isTextual()) {
            throw new InvalidInput(field, field + " is missing, or no text.");
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
