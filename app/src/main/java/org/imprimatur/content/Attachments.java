package org.imprimatur.content;

import static java.util.Locale.ENGLISH;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Way;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.imprimatur.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Which assets a post may take along, and why not. */
@Component
class Attachments {

    /** So many go with one post. */
    static final int MOST = 10;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", ENGLISH);
    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern("d MMMM, HH:mm", ENGLISH);

    private final Assets assets;
    private final ObjectProvider<Approvals> approvals; // which asks the subjects in turn
    private final People people;
    private final Clock clock;

    Attachments(Assets assets, ObjectProvider<Approvals> approvals, People people, Clock clock) {
        this.assets = assets;
        this.approvals = approvals;
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
     * @throws InvalidInput for the first that may not be attached
     */
    List<Post.Attachment> checked(String brand, List<Post.Attachment> attachments, Person by) {
        if (attachments.size() > MOST) {
            throw new InvalidInput(
                    "assets", "At most " + MOST + " assets go with a post; found: " + attachments.size());
        }
        var known = all(attachments);
        var seen = new HashSet<AssetId>();
        var checked = new ArrayList<Post.Attachment>();
        for (var i = 0; i < attachments.size(); i++) {
            var attachment = attachments.get(i);
            var field = "assets[" + i + "].id";
            if (!seen.add(attachment.id())) {
                throw new InvalidInput(field, "This one is attached already.");
            }
            obstacle(brand, known.get(attachment.id()), by.zone()).ifPresent(words -> {
                throw new InvalidInput(field, words);
            });
            checked.add(new Post.Attachment(attachment.id(), Words.alt("assets[" + i + "].alt", attachment.alt())));
        }
        return List.copyOf(checked);
    }

    /** Why this asset cannot go with a post of the brand now; empty when it can. */
    Optional<String> obstacle(String brand, @Nullable Asset asset, ZoneId zone) {
        if (asset == null || !asset.brand().equals(brand)) {
            return Optional.of("There is no such asset in this brand. Choose one from the library.");
        }
        if (asset.state() == AssetState.FAILED) {
            return Optional.of(
                    "This file could not be read, so it cannot be used. Upload it again, or choose another.");
        }
        if (!asset.attachable()) {
            return Optional.of("A file of type " + asset.mediaType()
                    + " does not go out with a post. Attach a JPEG, PNG, GIF, WebP or MP4.");
        }
        return switch (asset.state()) {
            case APPROVED -> Optional.empty();
            case REJECTED -> Optional.of("This " + noun(asset) + " was rejected for use. Choose another.");
            case RECEIVED, CATALOGING ->
                Optional.of("This " + noun(asset) + " is still being cataloged. It needs approval after that.");
            default -> Optional.of("This " + noun(asset) + " is not approved yet. " + waiting(asset, zone));
        };
    }

    private String waiting(Asset asset, ZoneId zone) {
        return approvals.getObject().way(new SubjectRef("asset", asset.id().toString())).stream()
                .flatMap(way -> way.steps().stream())
                .filter(step -> step.until() == null && !step.candidates().isEmpty())
                .findFirst()
                .map(step -> whoHas(step, asset, moment(step.since(), zone)))
                .orElse("It waits for a librarian.");
    }

    /** {@code @librarian has had it since 09:10.} Names up to two people who may decide. */
    private String whoHas(Way.Step step, Asset asset, String since) {
        var asked = step.candidates().stream()
                .flatMap(candidate ->
                        candidate.contains(":") ? people.in(candidate).stream() : people.find(candidate).stream())
                .map(Person::id)
                .filter(person -> !asset.uploaders().contains(person))
                .distinct()
                .limit(2)
                .map(person -> "@" + person)
                .toList();
        return switch (asked.size()) {
            case 0 -> "It has waited since " + since + " for somebody else who may decide.";
            case 1 -> asked.get(0) + " has had it since " + since + ".";
            default -> String.join(" and ", asked) + " have had it since " + since + ".";
        };
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
