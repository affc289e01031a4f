package org.imprimatur.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Generator;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.synd.SyndPerson;
import com.rometools.rome.feed.synd.SyndPersonImpl;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedOutput;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.imprimatur.text.UnicodeText;

/** A feed as Atom, RFC 4287. */
final class AtomFeed {

    static final String MEDIA_TYPE = "application/atom+xml;charset=UTF-8";

    private AtomFeed() {}

    static byte[] of(Feed feed) {
        var atom = new com.rometools.rome.feed.atom.Feed("atom_1.0");
        atom.setEncoding("UTF-8");
        atom.setId("urn:uuid:" + feed.id());
        atom.setTitle(seen(UnicodeText.isolated(feed.brand().name())));
        atom.setUpdated(Date.from(feed.updated()));
        atom.setAuthors(List.of(author(feed)));
        atom.setAlternateLinks(List.of(link("alternate", feed.home(), "text/html")));
        var links = new ArrayList<Link>();
        links.add(link("self", feed.address("atom"), "application/atom+xml"));
        if (feed.next() != null) {
            links.add(link("next", feed.next("atom"), "application/atom+xml"));
        }
        atom.setOtherLinks(links);
        var generator = new Generator();
        generator.setValue("Imprimatur");
        atom.setGenerator(generator);
        atom.setEntries(feed.entries().stream().map(entry -> entry(feed, entry)).toList());
        try {
            return new WireFeedOutput().outputString(atom).getBytes(UTF_8);
        } catch (FeedException e) {
            throw new IllegalStateException("The feed of " + feed.brand().id() + " cannot be written", e);
        }
    }

    private static Entry entry(Feed feed, Feeds.Entry published) {
        var entry = new Entry();
        entry.setId(published.urn());
        entry.setTitle(seen(UnicodeText.isolated(published.approved().title())));
        entry.setPublished(Date.from(published.publishedAt()));
        entry.setUpdated(Date.from(published.publishedAt()));
        entry.setAuthors(List.of(author(feed)));
        entry.setAlternateLinks(List.of(link("alternate", feed.address(published), "text/html")));
        entry.setOtherLinks(published.approved().media().stream()
                .map(medium -> enclosure(feed, medium))
                .toList());
        var content = new Content();
        content.setType("html");
        content.setValue(seen(feed.html(published)));
        entry.setContents(List.of(content));
        return entry;
    }

    private static Link enclosure(Feed feed, Approved.Medium medium) {
        var link = link("enclosure", feed.address(medium), medium.mediaType());
        link.setTitle(seen(UnicodeText.isolated(medium.alt().replace('\n', ' '))));
        if (feed.size(medium) > 0) {
            link.setLength(feed.size(medium));
        }
        return link;
    }

    private static Link link(String rel, String href, String type) {
        var link = new Link();
        link.setRel(rel);
        link.setHref(href);
        link.setType(type);
        return link;
    }

    private static SyndPerson author(Feed feed) {
        var author = new SyndPersonImpl();
        author.setName(seen(feed.brand().name()));
        author.setUri(feed.home());
        return author;
    }

    /** Without what XML 1.0 cannot hold; what a person may type has none of it. */
    private static String seen(String text) {
        return text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || (c >= 0x20 && !Character.isSurrogate((char) c)) || c > 0xFFFF)
                .filter(c -> c != 0xFFFE && c != 0xFFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
