package org.imprimatur.publishing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.imprimatur.approval.CanonicalDocument;

/**
 * What was approved, read back from the kept document: the only thing that a channel ever shows.
 *
 * @param texts by channel
 * @param media in the order in which they are shown
 */
record Approved(UUID post, String brand, String title, Map<String, String> texts, List<Medium> media) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static Approved of(CanonicalDocument document) {
        return of(document.json());
    }

    /** @throws IllegalArgumentException when this is no document of a post */
    static Approved of(String json) {
        try {
            var document = MAPPER.readTree(json);
            if (!document.path("schema").asText().equals("imprimatur.post/1")) {
                throw new IllegalArgumentException("Not a post: " + document.path("schema"));
            }
            return new Approved(
                    UUID.fromString(document.required("id").textValue()),
                    document.required("brand").textValue(),
                    document.required("title").textValue(),
                    each(document.required("variants"))
                            .collect(Collectors.toMap(
                                    variant -> variant.required("channel").textValue(),
                                    variant -> variant.required("text").textValue())),
                    each(document.required("assets")).map(Medium::of).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON", e);
        }
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** A picture or a video, and what it says to who cannot see it. */
    record Medium(UUID asset, String sha256, String mediaType, String alt) {

        private static Medium of(JsonNode node) {
            return new Medium(
                    UUID.fromString(node.required("id").textValue()),
                    node.required("sha256").textValue(),
                    node.required("mediaType").textValue(),
                    node.required("alt").textValue());
        }

        boolean picture() {
            return mediaType.startsWith("image/");
        }
    }
}
