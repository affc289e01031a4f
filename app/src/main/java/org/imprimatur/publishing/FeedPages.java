package org.imprimatur.publishing;

import static java.util.Locale.ENGLISH;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.imprimatur.Sha256;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.Assets;
import org.imprimatur.people.Brand;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.People;
import org.imprimatur.web.AssetBytes;
import org.imprimatur.web.Seals;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The feed that this product serves itself; what is published, for everybody. */
@Controller
@RequestMapping("/feeds")
class FeedPages {

    /** An asset's bytes never change, and its address carries its id. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    /** A reader asks again, and mostly hears that nothing is new. */
    private static final String ASK_AGAIN = "public, no-cache";

    private static final String POLICY =
            "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; font-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm zzz", ENGLISH);

    private final Feeds feeds;
    private final Assets assets;
    private final AssetBytes bytes;
    private final People people;
    private final Seals seals;

    FeedPages(Feeds feeds, Assets assets, AssetBytes bytes, People people, Seals seals) {
        this.feeds = feeds;
        this.assets = assets;
        this.bytes = bytes;
        this.people = people;
        this.seals = seals;
    }

    @GetMapping("/{brand:[a-z0-9-]+}")
    String page(
            @PathVariable String brand,
            @RequestParam(required = false) @Nullable String before,
            Model model,
            HttpServletResponse response) {
        var shown = brand(brand);
        var page = feeds.of(brand, before);
        var known = known(page.entries());
        model.addAttribute("brand", shown);
        model.addAttribute(
                "posts",
                page.entries().stream().map(entry -> shown(entry, shown, known)).toList());
        model.addAttribute("unreadable", page.unreadable());
        model.addAttribute("next", page.next());
        model.addAttribute("alone", false);
        return template(response);
    }

    @GetMapping("/{brand:[a-z0-9-]+}/posts/{post}")
    String post(@PathVariable String brand, @PathVariable UUID post, Model model, HttpServletResponse response) {
        var shown = brand(brand);
        var entries = Stream.ofNullable(
                        feeds.find(brand, post).orElseThrow(FeedPages::nothing).entry())
                .toList();
        var known = known(entries);
        model.addAttribute("brand", shown);
        model.addAttribute(
                "posts",
                entries.stream().map(entry -> shown(entry, shown, known)).toList());
        model.addAttribute("unreadable", entries.isEmpty() ? List.of(post) : List.of());
        model.addAttribute("alone", true);
        return template(response);
    }

    @GetMapping("/{brand:[a-z0-9-]+}.atom")
    void atom(
            @PathVariable String brand,
            @RequestParam(required = false) @Nullable String before,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var feed = feed(brand, before);
        send(AtomFeed.of(feed), AtomFeed.MEDIA_TYPE, feed, request, response);
    }

    @GetMapping("/{brand:[a-z0-9-]+}.json")
    void json(
            @PathVariable String brand,
            @RequestParam(required = false) @Nullable String before,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var feed = feed(brand, before);
        send(JsonFeed.of(feed), JsonFeed.MEDIA_TYPE, feed, request, response);
    }

    @GetMapping("/{brand:[a-z0-9-]+}/media/{asset}")
    void media(
            @PathVariable String brand,
            @PathVariable UUID asset,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var sha256 = feeds.published(brand, asset).orElseThrow(FeedPages::nothing);
        var published = assets.find(new AssetId(asset))
                .filter(found -> found.sha256().equals(sha256))
                .orElseThrow(FeedPages::nothing);
        bytes.send(published, FOR_EVER, false, request, response);
    }

    private Feed feed(String id, @Nullable String before) {
        var brand = brand(id);
        var page = feeds.of(id, before);
        var base = ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        return new Feed(feeds.id(id), brand, base, page.entries(), page.next(), known(page.entries()));
    }

    private static void send(
            byte[] body, String mediaType, Feed feed, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
        response.setHeader("Content-Security-Policy", POLICY);
        var etag = "\"" + HexFormat.of().formatHex(Sha256.of(body), 0, 16) + "\"";
        var exchange = new ServletWebRequest(request, response);
        if (feed.entries().isEmpty()
                ? exchange.checkNotModified(etag)
                : exchange.checkNotModified(etag, feed.updated().toEpochMilli())) {
            return;
        }
        response.setContentType(mediaType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private Brand brand(String id) {
        return people.brand(id).orElseThrow(FeedPages::nothing);
    }

    private static NotPermitted nothing() {
        return new NotPermitted(true, "There is nothing here.");
    }

    private Map<AssetId, Asset> known(Collection<Feeds.Entry> entries) {
        var ids = entries.stream()
                .flatMap(entry -> entry.approved().media().stream())
                .map(medium -> new AssetId(medium.asset()))
                .distinct()
                .toList();
        return ids.isEmpty() ? Map.of() : assets.all(ids);
    }

    private static String template(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
        return "publishing/feed";
    }

    private Shown shown(Feeds.Entry entry, Brand brand, Map<AssetId, Asset> known) {
        var at = entry.publishedAt().atZone(brand.zone());
        return new Shown(
                entry.approved().post(),
                entry.approved().title(),
                FeedText.paragraphs(entry.text()),
                entry.approved().media().stream()
                        .map(medium -> ShownMedium.of(medium, known.get(new AssetId(medium.asset()))))
                        .toList(),
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at),
                MOMENT.format(at),
                entry.version(),
                entry.hash(),
                seals.ticks(entry.hash()),
                seals.shortened(entry.hash()));
    }

    /**
     * One post, ready for the template.
     *
     * @param seal the path of the seal's ticks
     * @param digits the first eight of the hash, as people compare them
     */
    record Shown(
            UUID id,
            String title,
            List<String> paragraphs,
            List<ShownMedium> media,
            String datetime,
            String moment,
            int version,
            String hash,
            String seal,
            String digits) {}

    /** @param width in pixels; null when unknown */
    record ShownMedium(
            UUID asset,
            boolean picture,
            String alt,
            @Nullable String width,
            @Nullable String height) {

        static ShownMedium of(Approved.Medium medium, @Nullable Asset asset) {
            return new ShownMedium(
                    medium.asset(), medium.picture(), medium.alt(), pixels(asset, "width"), pixels(asset, "height"));
        }

        private static @Nullable String pixels(@Nullable Asset asset, String key) {
            var found = asset == null ? null : asset.metadata().get(key);
            return found == null || !found.value().matches("\\d{1,6}") ? null : found.value();
        }
    }
}
