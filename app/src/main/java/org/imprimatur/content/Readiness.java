package org.imprimatur.content;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
import org.springframework.stereotype.Component;

/** What keeps a post from being submitted, and later from going out. */
@Component
class Readiness {

    private final Attachments attachments;
    private final People people;
    private final Clock clock;

    Readiness(Attachments attachments, People people, Clock clock) {
        this.attachments = attachments;
        this.people = people;
        this.clock = clock;
    }

    /** Everything that must be mended before it can be submitted, in the order of the form. */
    List<Posts.Obstacle> toSubmit(Post post) {
        var obstacles = new ArrayList<Posts.Obstacle>();
        obstacles.addAll(texts(post));
        obstacles.addAll(assets(post, true));
        var slot = post.slot();
        if (slot != null && slot.past(clock.instant())) {
            obstacles.add(new Posts.Obstacle("slot.local", slot.pastWords()));
        }
        return obstacles;
    }

    /** What stops an approved post at the gate; its text and slot were judged when it was submitted. */
    List<Posts.Obstacle> toGoOut(Post post) {
        var obstacles = new ArrayList<Posts.Obstacle>();
        if (people.brand(post.brand()).isEmpty()) {
            obstacles.add(new Posts.Obstacle("brand", "The brand " + post.brand() + " is gone. Ask an administrator."));
        }
        obstacles.addAll(assets(post, false));
        return obstacles;
    }

    private static List<Posts.Obstacle> texts(Post post) {
        if (post.variants().isEmpty()) {
            return List.of(new Posts.Obstacle("variants", "Nothing is written yet. Write a text for a channel."));
        }
        var obstacles = new ArrayList<Posts.Obstacle>();
        for (var variant : post.variants()) {
            var field = "variants[" + variant.channel() + "].text";
            if (variant.text().isBlank()) {
                obstacles.add(
                        new Posts.Obstacle(field, "Nothing is written yet. Write the text, or take the channel out."));
                continue;
            }
            Channel.find(variant.channel())
                    .ifPresentOrElse(
                            channel -> {
                                var count = Graphemes.count(variant.text());
                                if (count > channel.limit()) {
                                    obstacles.add(new Posts.Obstacle(field, tooLong(count, channel.limit())));
                                }
                            },
                            () -> obstacles.add(
                                    new Posts.Obstacle(field, "There is no such channel any more. Take it out.")));
        }
        return obstacles;
    }

    private static String tooLong(int count, int limit) {
        return TypedText.number(count) + " of " + TypedText.number(limit) + " characters. Take out "
                + TypedText.number(count - limit) + " to submit; the draft is saved.";
    }

    private List<Posts.Obstacle> assets(Post post, boolean altToo) {
        if (post.assets().isEmpty()) {
            return List.of();
        }
        var obstacles = new ArrayList<Posts.Obstacle>();
        var known = attachments.all(post.assets());
        var zone = people.brand(post.brand()).map(Brand::zone).orElse(clock.getZone());
        for (var i = 0; i < post.assets().size(); i++) {
            var index = i;
            var attachment = post.assets().get(i);
            attachments
                    .obstacle(post.brand(), known.get(attachment.id()), zone)
                    .ifPresent(words -> obstacles.add(new Posts.Obstacle("assets[" + index + "].id", words)));
            if (altToo && attachment.alt().isBlank()) {
                obstacles.add(new Posts.Obstacle(
                        "assets[" + i + "].alt", "Say what it shows, for people who cannot see it."));
            }
        }
        return obstacles;
    }
}
