package org.imprimatur.publishing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.text.UnicodeText;

/** A feed as JSON Feed, version 1.1. */
final class JsonFeed {

    static final String MEDIA_TYPE = "application/feed+json;charset=UTF-8";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonFeed() {}

    static byte[] of(Feed feed) {
        var json = new LinkedHashMap<String, Object>();
        json.put("version", "https://jsonfeed.org/version/1.1");
        json.put("title", UnicodeText.isolated(feed.brand().name()));
        json.put("home_page_url", feed.home());
        json.put("feed_url", feed.address("json"));
        if (feed.next() != null) {
            json.put("next_url", feed.next("json"));
        }
        json.put("authors", List.of(Map.of("name", feed.brand().name(), "url", feed.home())));
        json.put(
                "items", feed.entries().stream().map(entry -> item(feed, entry)).toList());
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The feed of " + feed.brand().id() + " cannot be written", e);
        }
    }

    private static Map<String, Object> item(Feed feed, Feeds.Entry entry) {
        var item = new LinkedHashMap<String, Object>();
        item.put("id", entry.urn());
        item.put("url", feed.address(entry));
        item.put("title", UnicodeText.isolated(entry.approved().title()));
        item.put("content_html", feed.html(entry));
        item.put("content_text", entry.text());
        entry.approved().media().stream()
                .filter(Approved.Medium::picture)
                .findFirst()
                .ifPresent(picture -> item.put("image", feed.address(picture)));
        item.put("date_published", DateTimeFormatter.ISO_INSTANT.format(entry.publishedAt()));
        item.put("date_modified", DateTimeFormatter.ISO_INSTANT.format(entry.publishedAt()));
        if (!entry.approved().media().isEmpty()) {
            item.put(
                    "attachments",
                    entry.approved().media().stream()
                            .map(medium -> attachment(feed, medium))
                            .toList());
        }
        return item;
    }

    private static Map<String, Object> attachment(Feed feed, Approved.Medium medium) {
        var attachment = new LinkedHashMap<String, Object>();
        attachment.put("url", feed.address(medium));
        attachment.put("mime_type", medium.mediaType());
        attachment.put("title", medium.alt());
        if (feed.size(medium) > 0) {
            attachment.put("size_in_bytes", feed.size(medium));
        }
        return attachment;
    }
}
