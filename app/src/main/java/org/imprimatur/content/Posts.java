package org.imprimatur.content;

import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Posts, as their people handle them. Every method checks that the person may. */
@Service
public class Posts {

    public Post create(String brand, Draft draft, Person by) {
        throw new IllegalStateException("being built");
    }

    public Post get(UUID id, Person reader) {
        throw new IllegalStateException("being built");
    }

    /**
     * Saves the fields that are given, each wholly.
     *
     * @param expected the version that the person edited
     */
    public Post save(UUID id, int expected, Change change, Person by) {
        throw new IllegalStateException("being built");
    }

    public Post submit(UUID id, Person by) {
        throw new IllegalStateException("being built");
    }

    public Post withdraw(UUID id, Person by) {
        throw new IllegalStateException("being built");
    }

    /** Newest change first. */
    public Page of(
            String brand,
            @Nullable PostState state,
            @Nullable String query,
            @Nullable String after,
            int limit,
            Person reader) {
        throw new IllegalStateException("being built");
    }

    /** What keeps it from being submitted now, each with the field it is about; empty when nothing does. */
    public List<Obstacle> obstacles(Post post) {
        throw new IllegalStateException("being built");
    }

    /** What a person types. {@code slot} null: as soon as approved. */
    public record Draft(
            String title,
            List<Post.Variant> variants,
            List<Post.Attachment> assets,
            @Nullable WishedSlot slot) {}

    /** Fields to replace; null leaves a field as it is. {@code noSlot} takes the slot away. */
    public record Change(
            @Nullable String title,
            @Nullable List<Post.Variant> variants,
            @Nullable List<Post.Attachment> assets,
            @Nullable WishedSlot slot,
            boolean noSlot) {}

    /** A wall clock in a zone, not yet checked. {@code offset} says which of two doubled hours. */
    public record WishedSlot(
            LocalDateTime local, String zone, @Nullable String offset) {}

    /** {@code field} as in the API: {@code variants[feed].text}, {@code assets[0].alt}, {@code slot.local}. */
    public record Obstacle(String field, String message) {}

    /** @param next cursor of the following page; null at the end */
    public record Page(List<Post> items, @Nullable String next) {}
}
