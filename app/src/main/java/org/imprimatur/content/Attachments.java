package org.imprimatur.content;

import static java.util.Locale.ENGLISH;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imprimatur.FieldErrors;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which assets a post may take along, and why not. */
@Component
class Attachments {

    /** So many go with one post. */
    static final int MOST = 10;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", ENGLISH);
    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern("d MMMM, HH:mm", ENGLISH);

    private final Assets assets;
    private final Inbox inbox;
    private final People people;
    private final Clock clock;

    Attachments(Assets assets, Inbox inbox, People people, Clock clock) {
        this.assets = assets;
        this.inbox = inbox;
        this.people = people;
        this.clock = clock;
    }

    /** The assets there are among these, in one query. */
    Map<AssetId, Asset> all(Collection<Post.Attachment> attachments) {
        return attachments.isEmpty()
                ? Map.of()
                : assets.all(attachments.stream().map(Post.Attachment::id).toList());
    }

    /**
     * The same attachments, with alternative texts made clean.
     *
     * @param errors gets one for each that may not be attached
     */
    List<Post.Attachment> checked(String brand, List<Post.Attachment> attachments, Person by, FieldErrors errors) {
        if (attachments.size() > MOST) {
            errors.add("assets", "At most " + MOST + " assets go with a post; found: " + attachments.size());
            return List.of();
        }
        var known = all(attachments);
        var seen = new HashSet<AssetId>();
        var checked = new ArrayList<Post.Attachment>();
        for (var i = 0; i < attachments.size(); i++) {
            var at = i;
            var attachment = attachments.get(i);
            var field = "assets[" + i + "].id";
            var altField = "assets[" + i + "].alt";
            if (!seen.add(attachment.id())) {
                errors.add(field, named(i, brand, known.get(attachment.id()), "It is attached already."));
            }
            obstacle(brand, known.get(attachment.id()), by.zone())
                    .map(words -> named(at, brand, known.get(attachment.id()), words))
                    .ifPresent(words -> errors.add(field, words));
            var alt = errors.checked(() -> TypedText.alt(altField, attachment.alt()), attachment.alt());
            checked.add(new Post.Attachment(attachment.id(), alt));
        }
        return List.copyOf(checked);
    }

    /** Says which of the pictures is meant: {@code Picture 2, “Winter cup”: It is attached already.} */
    static String named(int at, String brand, @Nullable Asset asset, String words) {
        if (asset == null || !asset.brand().equals(brand)) {
            return "Picture " + (at + 1) + ": " + words;
        }
        var noun = noun(asset).equals("video") ? "Video " : "Picture ";
        return noun + (at + 1) + ", “" + asset.title() + "”: " + words;
    }

    /** Why this asset cannot go with a post of the brand now; empty when it can. */
    Optional<String> obstacle(String brand, @Nullable Asset asset, ZoneId zone) {
        if (asset == null || !asset.brand().equals(brand)) {
            return Optional.of("There is no such asset in this brand. Choose one from the library.");
        }
        if (asset.state() == AssetState.RECEIVED || asset.state() == AssetState.CATALOGING) {
            return Optional.of("This file is still being cataloged. It needs approval after that.");
        }
        var why = asset.whyNotAttachable();
        if (why != null) {
            return Optional.of(why);
        }
        return switch (asset.state()) {
            case APPROVED -> Optional.empty();
            case REJECTED -> Optional.of("This " + noun(asset) + " was rejected for use. Choose another.");
            default -> Optional.of(notYet(asset, inbox.openFor(List.of(subject(asset))), new HashMap<>(), zone));
        };
    }

    /** Of those that wait for approval: who has each since when, in one query for the tasks and one for each group. */
    Map<AssetId, String> waiting(Collection<Asset> assets, ZoneId zone) {
        var tasks = inbox.openFor(assets.stream().map(Attachments::subject).toList());
        var members = new HashMap<String, List<Person>>();
        return assets.stream().collect(Collectors.toMap(Asset::id, asset -> notYet(asset, tasks, members, zone)));
    }

    private String notYet(Asset asset, Map<String, InboxItem> tasks, Map<String, List<Person>> members, ZoneId zone) {
        var task = tasks.get(subject(asset));
        return "This " + noun(asset) + " is not approved yet. "
                + (task == null
                        ? "It waits for a librarian."
                        : whoHas(task, asset, members, moment(task.created(), zone)));
    }

    private static String subject(Asset asset) {
        return "asset:" + asset.id();
    }

    /** {@code @librarian has had it since 09:10.} Names up to two of the people who may decide. */
    private String whoHas(InboxItem task, Asset asset, Map<String, List<Person>> members, String since) {
        var asked = task.candidates().stream()
                .flatMap(candidate -> members.computeIfAbsent(candidate, this::members).stream())
                .map(Person::id)
                .filter(person -> !asset.uploaders().contains(person))
                .distinct()
                .map(person -> "@" + person)
                .toList();
        return switch (asked.size()) {
            case 0 -> "It has waited since " + since + " for somebody else who may decide.";
            case 1 -> asked.get(0) + " has had it since " + since + ".";
            case 2 -> String.join(" and ", asked) + " have had it since " + since + ".";
            default ->
                asked.get(0) + ", " + asked.get(1) + " and " + (asked.size() - 2) + " more have had it since " + since
                        + ".";
        };
    }

    private List<Person> members(String candidate) {
        return candidate.contains(":")
                ? people.in(candidate)
                : people.find(candidate).stream().toList();
    }

    private String moment(Instant since, ZoneId zone) {
        var local = since.atZone(zone);
        return local.toLocalDate().equals(LocalDate.now(clock.withZone(zone)))
                ? CLOCK.format(local)
                : DAY_AND_CLOCK.format(local);
    }

    private static String noun(Asset asset) {
        return asset.mediaType().startsWith("video/") ? "video" : "picture";
    }
}
