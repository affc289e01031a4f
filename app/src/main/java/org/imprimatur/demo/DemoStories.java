package org.imprimatur.demo;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.approval.Verdict;
import org.imprimatur.content.Post;
import org.imprimatur.content.Posts;
import org.imprimatur.demo.DemoActors.Step;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the demo people have been doing: each story stops at another place, so that every room has something in it. */
@Component
@ConditionalOnDemo
class DemoStories {

    private static final String CREATOR = "creator";
    private static final String LIBRARIAN = "librarian";
    private static final String REVIEWER = "reviewer";
    private static final String BRAND_MANAGER = "brand-manager";

    private static final String NOTES = """
            Tasting notes, autumn roast

            Guji, washed: bergamot, apricot, black tea. Medium body.
            Huila, natural: red apple, cocoa nib, a little rum.
            House blend: hazelnut, brown sugar, orange peel. For milk.

            Water 94 degrees, 60 grams to the litre, three minutes.
            """;

    private final DemoActors actors;
    private final Clock clock;

    DemoStories(DemoActors actors, Clock clock) {
        this.actors = actors;
        this.clock = clock;
    }

    /** In the order in which they are to be told: a post comes after its picture. */
    List<Story> all() {
        return List.of(
                picture("latte", Gallery.LATTE),
                picture("pour-over", Gallery.POUR_OVER),
                picture("winter-cup", Gallery.WINTER_CUP),
                picture("bun", Gallery.BUN),
                picture("advent", Gallery.ADVENT),
                new Story(
                        "picture:beans",
                        List.of(actors.upload(CREATOR, Gallery.BEANS.fileName(), Gallery.BEANS::bytes))),
                new Story(
                        "file:notes",
                        List.of(actors.upload(
                                CREATOR, "tasting-notes.txt", () -> NOTES.getBytes(StandardCharsets.UTF_8)))),
                published(),
                publishedToo(),
                inReviewAgain(),
                atBrandApproval(),
                approvedForItsSlot(),
                sentBack(),
                draft());
    }

    private Story picture(String name, Photograph photograph) {
        return new Story(
                "picture:" + name,
                List.of(
                        actors.upload(CREATOR, photograph.fileName(), photograph::bytes),
                        actors.decide(LIBRARIAN, Verdict.APPROVE, null)));
    }

    private Story published() {
        return post(
                "latte",
                "Latte evening, the second",
                "Twelve people, twelve jugs, about a hundred leaves. Most of them looked like onions.\n\n"
                        + "The next one is on 10 December.",
                "picture:latte",
                "Leaf drawn in milk foam, cup from above on a green table",
                null,
                approvals());
    }

    private Story publishedToo() {
        return post(
                "pour",
                "How to pour slowly",
                "Thirty grams of water first, then wait until it stops bubbling. The rest in three circles, from the"
                        + " middle outwards. Three minutes, no hurry. That is all there is to it.",
                "picture:pour-over",
                "Water spiralling into a paper filter full of dark coffee",
                null,
                approvals());
    }

    private Story inReviewAgain() {
        return post(
                "winter",
                "The winter cup is back",
                "Orange peel, clove and a little smoke, in all three shops from the first of December.",
                "picture:winter-cup",
                "A red cup of steaming coffee in the snow, green northern lights behind it",
                slot(4, "09:00"),
                List.of(
                        actors.submit(CREATOR),
                        actors.decide(
                                REVIEWER,
                                Verdict.REQUEST_CHANGES,
                                "It reads well. Say that it is decaf as well, people asked for it last year."),
                        actors.rewrite(
                                CREATOR,
                                "Orange peel, clove and a little smoke, with caffeine or without. In all three shops"
                                        + " from the first of December."),
                        actors.submit(CREATOR)));
    }

    private Story atBrandApproval() {
        return post(
                "advent",
                "Twenty-four small roasts",
                "One box a day, one coffee a day, twenty-four farms. The calendar is in the shops now; there are two"
                        + " hundred of them and no more.",
                "picture:advent",
                "Twenty-four small numbered gift boxes with bows",
                slot(3, "08:00"),
                List.of(
                        actors.submit(CREATOR),
                        actors.decide(REVIEWER, Verdict.APPROVE, "Number of boxes checked with the roastery.")));
    }

    private Story approvedForItsSlot() {
        return post(
                "bun",
                "Cinnamon bun of the week",
                "Cardamom this time, and twice the butter on the outside. From eleven thirty, until the tray is empty."
                        + " It was empty by one last week.",
                "picture:bun",
                "Cinnamon bun with pearl sugar on a white plate, seen from above",
                slot(2, "11:30"),
                approvals());
    }

    private Story sentBack() {
        return post(
                "sundays",
                "Open on Sundays",
                "From January we open on Sundays, ten to four. Bring somebody.",
                null,
                "",
                null,
                List.of(
                        actors.submit(CREATOR),
                        actors.decide(
                                REVIEWER, Verdict.REQUEST_CHANGES, "Which of the three shops? Only Kreuzberg opens.")));
    }

    private Story draft() {
        return post(
                "beans",
                "Fresh from the drum",
                "Roasted on Tuesday, rested until Friday, in the bag by noon.",
                null,
                "",
                null,
                List.of());
    }

    private List<Step> approvals() {
        return List.of(
                actors.submit(CREATOR),
                actors.decide(REVIEWER, Verdict.APPROVE, null),
                actors.decide(BRAND_MANAGER, Verdict.APPROVE, null));
    }

    private Story post(
            String name,
            String title,
            String text,
            @Nullable String picture,
            String alt,
            Posts.@Nullable WishedSlot slot,
            List<Step> further) {
        var write = actors.write(CREATOR, title, List.of(new Post.Variant("feed", text)), picture, alt, slot);
        var steps = new ArrayList<Step>();
        steps.add(write);
        steps.addAll(further);
        return new Story("post:" + name, List.copyOf(steps));
    }

    private Posts.WishedSlot slot(int days, String time) {
        var day = LocalDate.now(clock.withZone(ZoneId.of(DemoPeople.ZONE))).plusDays(days);
        return new Posts.WishedSlot(day.atTime(LocalTime.parse(time)), DemoPeople.ZONE, null);
    }

    /** @param name under which the log remembers how far it was told */
    record Story(String name, List<Step> steps) {}
}
