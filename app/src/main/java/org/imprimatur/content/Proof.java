package org.imprimatur.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.approval.CanonicalDocument;
import org.jspecify.annotations.Nullable;

/**
 * What a signed document shows to people: the sheet that a decision is about. Read from the kept document and from
 * nothing else, so what is on it is what goes out.
 *
 * @param texts by channel, in the document's order
 * @param slot null means as soon as it is approved
 */
public record Proof(
        String title,
        Map<String, String> texts,
        List<Picture> pictures,
        @Nullable Time slot) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * A picture or a video that goes with it.
     *
     * @param id of the asset
     */
    public record Picture(String id, String alt) {}

    /** The wall clock that was meant, and the instant that it is. */
    public record Time(LocalDateTime local, ZoneId zone, Instant instant) {}

    /** A picture that came, went, or whose alternative text changed. */
    public record Moved(Difference.Kind kind, String id, String alt) {}

    /**
     * One field that differs.
     *
     * @param field {@code title}, {@code text}, {@code alt}, {@code pictures}, {@code order} or {@code slot}
     * @param of which one: the channel of a text, the number of a picture; empty for the others
     */
    public record Change(String field, String of, List<Difference.Run> runs, List<Moved> moved) {}

    /** What differs, and the names of the fields that stayed the same. */
    public record Changes(List<Change> changed, List<String> same) {
        public boolean none() {
            return changed.isEmpty();
        }
    }

    /** @throws IllegalArgumentException when the document is not that of a post */
    public static Proof of(CanonicalDocument document) {
        try {
            return read(MAPPER.readTree(document.json()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The kept document is no JSON", e);
        }
    }

    /** As the post stands now, for whoever writes it. */
    public static Proof of(Post post) {
        var texts = new LinkedHashMap<String, String>();
        post.variants().forEach(variant -> texts.put(variant.channel(), variant.text()));
        var pictures = post.assets().stream()
                .map(asset -> new Picture(asset.id().toString(), asset.alt()))
                .toList();
        var slot = post.slot();
        return new Proof(
                post.title(),
                texts,
                pictures,
                slot == null ? null : new Time(slot.local(), slot.zone(), slot.instant()));
    }

    /** How long a channel's text is, in graphemes: what a person calls one character. */
    public int length(String channel) {
        return Graphemes.count(texts.getOrDefault(channel, ""));
    }

    /** What a reader of the earlier sheet finds changed on this one: whole texts, or the changes and a few words around. */
    public Changes since(Proof earlier, boolean brief) {
        var changes = new Comparison(brief);
        changes.text("title", "", earlier.title, title);
        var channels = new LinkedHashMap<>(texts);
        earlier.texts.forEach(channels::putIfAbsent);
        channels.keySet()
                .forEach(channel -> changes.text(
                        "text", channel, earlier.texts.getOrDefault(channel, ""), texts.getOrDefault(channel, "")));
        changes.pictures(earlier.pictures, pictures);
        changes.slot(earlier.slot, slot);
        return changes.result();
    }

    private static Proof read(JsonNode root) {
        var texts = new LinkedHashMap<String, String>();
        root.path("variants")
                .forEach(variant -> texts.put(
                        variant.path("channel").asText(), variant.path("text").asText()));
        var pictures = new ArrayList<Picture>();
        root.path("assets")
                .forEach(asset -> pictures.add(
                        new Picture(asset.path("id").asText(), asset.path("alt").asText())));
        var slot = root.path("slot");
        return new Proof(
                root.path("title").asText(),
                texts,
                List.copyOf(pictures),
                slot.isObject()
                        ? new Time(
                                LocalDateTime.parse(slot.path("local").asText()),
                                ZoneId.of(slot.path("zone").asText()),
                                Instant.parse(slot.path("instant").asText()))
                        : null);
    }
}
