package org.imprimatur.demo;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.imprimatur.approval.Answer;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Verdict;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.content.Post;
import org.imprimatur.content.Posts;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.log.Log;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the demo people do, each through the same door as everybody else, so that every row is a real one. */
@Component
@ConditionalOnDemo
class DemoActors {

    private final People people;
    private final Assets assets;
    private final Posts posts;
    private final Approvals approvals;
    private final Inbox inbox;
    private final Log log;

    DemoActors(People people, Assets assets, Posts posts, Approvals approvals, Inbox inbox, Log log) {
        this.people = people;
        this.assets = assets;
        this.posts = posts;
        this.approvals = approvals;
        this.inbox = inbox;
        this.log = log;
    }

    /** Outside of any transaction, as every upload; the same bytes again give the same asset. */
    Step upload(String person, String fileName, Supplier<byte[]> content) {
        return new Step(false, subject -> {
            var bytes = content.get();
            var received = assets.receive(
                    new Assets.Upload(DemoPeople.BRAND, person, fileName, null, bytes.length),
                    new ByteArrayInputStream(bytes));
            return Optional.of("asset:" + received.asset().id());
        });
    }

    /** Waits for what it asks for: a task of this subject that the person may finish. */
    Step decide(String person, Verdict verdict, @Nullable String comment) {
        return new Step(true, subject -> {
            var by = person(person);
            return inbox.openFor(subject).stream()
                    .filter(item -> item.kind() == InboxItem.Kind.DECISION && item.hash() != null)
                    .filter(item -> inbox.mayFinish(item, by.id(), by.groups()))
                    .findFirst()
                    .map(item -> {
                        var hash = item.hash();
                        approvals.decide(item.task(), new Answer(verdict, hash == null ? "" : hash, comment), by.id());
                        return subject;
                    });
        });
    }

    /** @param picture name of the story whose asset goes along, once it is approved */
    Step write(
            String person,
            String title,
            List<Post.Variant> variants,
            @Nullable String picture,
            String alt,
            Posts.@Nullable WishedSlot slot) {
        return new Step(true, subject -> {
            var attachments = attachments(picture, alt);
            return attachments.map(attached -> posts.create(
                            DemoPeople.BRAND, new Posts.Draft(title, variants, attached, slot), person(person))
                    .subject());
        });
    }

    Step rewrite(String person, String text) {
        return new Step(true, subject -> {
            var post = posts.get(id(subject), person(person));
            if (!post.state().editable()) {
                return Optional.empty();
            }
            var change = new Posts.Change(null, List.of(new Post.Variant("feed", text)), null, null, false);
            return Optional.of(posts.save(post.id(), post.version(), change, person(person))
                    .subject());
        });
    }

    Step submit(String person) {
        return new Step(
                true,
                subject -> Optional.of(
                        posts.submit(id(subject), null, person(person)).subject()));
    }

    /** Empty while the picture is not approved yet. */
    private Optional<List<Post.Attachment>> attachments(@Nullable String picture, String alt) {
        if (picture == null) {
            return Optional.of(List.of());
        }
        return DemoContent.told(log, picture)
                .map(subject -> new AssetId(id(subject)))
                .flatMap(assets::find)
                .filter(asset -> asset.state() == AssetState.APPROVED)
                .map(asset -> List.of(new Post.Attachment(asset.id(), alt)));
    }

    private Person person(String id) {
        return people.find(id).orElseThrow(() -> new IllegalStateException("The demo account " + id + " is gone"));
    }

    private static UUID id(String subject) {
        return UUID.fromString(subject.substring(subject.indexOf(':') + 1));
    }

    /**
     * One thing that somebody does.
     *
     * @param together whether it and the mark that it was done are one transaction
     */
    record Step(boolean together, Deed deed) {}

    /** Does it, and answers the subject that it was about; empty while it cannot be done yet. */
    interface Deed {
        Optional<String> on(String subject);
    }
}
