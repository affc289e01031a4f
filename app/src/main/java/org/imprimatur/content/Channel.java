package org.imprimatur.content;

import java.util.List;
import java.util.Optional;

/**
 * Where posts go out.
 *
 * @param limit in graphemes, what a person calls one character
 */
public record Channel(String id, String name, int limit) {

    /** The channel that this product serves itself, on every floor. */
    public static final Channel FEED = new Channel("feed", "Feed", 2_000);

    /** Every channel of this floor. */
    public static final List<Channel> ALL = List.of(FEED);

    /** The channel with this id. */
    public static Optional<Channel> find(String id) {
        return ALL.stream().filter(channel -> channel.id().equals(id)).findFirst();
    }
}
