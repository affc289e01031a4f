package org.imprimatur.content;

/**
 * Where posts go out.
 *
 * @param limit in graphemes, what a person calls one character
 */
public record Channel(String id, String name, int limit) {

    /** The channel that this product serves itself, on every floor. */
    public static final Channel FEED = new Channel("feed", "Feed", 2_000);
}
