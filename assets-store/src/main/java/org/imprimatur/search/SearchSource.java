package org.imprimatur.search;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Subjects of one kind, asked when their entries have to be made anew. */
public interface SearchSource {

    /** The kind that its entries have. */
    String kind();

    /**
     * The next subjects in the order of their ids, locked against changes until the transaction ends.
     *
     * @param last the id before the first one; null to begin
     */
    Following following(@Nullable UUID last, int limit);

    /**
     * A part of the subjects.
     *
     * @param subjects those that can be read
     * @param last the id that the next part follows; null at the end
     */
    record Following(List<Subject> subjects, @Nullable UUID last) {}

    /** A subject and what it is found by. */
    record Subject(UUID id, String brand, SearchText text) {}
}
