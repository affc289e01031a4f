package org.imprimatur.content;

import java.util.UUID;
import java.util.stream.Stream;
import org.imprimatur.search.SearchIndex;
import org.imprimatur.search.SearchIndex.Found;
import org.imprimatur.search.SearchIndex.Hit;
import org.imprimatur.search.SearchIndex.Rows;
import org.imprimatur.search.SearchSource;
import org.imprimatur.search.SearchText;
import org.imprimatur.search.SearchText.Weight;
import org.imprimatur.web.TimeCursor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** By which words a post is found: its title, its texts and the descriptions of its pictures. */
@Component
class PostSearch implements SearchSource {

    private static final Rows ROWS = new Rows(PostSubjectType.KIND, "post", "changed_at");

    private final SearchIndex index;
    private final PostRepository repository;

    PostSearch(SearchIndex index, PostRepository repository) {
        this.index = index;
        this.repository = repository;
    }

    /** To be called in the transaction that changed what it is found by. */
    void put(Post post) {
        index.put(PostSubjectType.KIND, post.id(), post.brand(), text(post));
    }

    /** To be called in the transaction that deletes it. */
    void remove(UUID post) {
        index.remove(PostSubjectType.KIND, post);
    }

    Found newest(String brand, String typed, @Nullable PostState state, @Nullable TimeCursor after, int limit) {
        return index.newest(
                ROWS,
                brand,
                typed,
                state == null ? null : state.word(),
                after == null ? null : new Hit(after.id(), after.at()),
                limit);
    }

    @Override
    public String kind() {
        return PostSubjectType.KIND;
    }

    @Override
    public Following following(@Nullable UUID last, int limit) {
        var rows = repository.lockFollowing(last, limit);
        var subjects = rows.stream()
                .map(PostRepository.Changed::post)
                .flatMap(Stream::ofNullable)
                .map(post -> new Subject(post.id(), post.brand(), text(post)))
                .toList();
        return new Following(
                subjects, rows.size() < limit ? null : rows.get(limit - 1).id());
    }

    private static SearchText text(Post post) {
        var text = new SearchText().add(Weight.A, post.title());
        post.variants().forEach(variant -> text.add(Weight.B, variant.text()));
        post.assets().forEach(attachment -> text.add(Weight.C, attachment.alt()));
        return text;
    }
}
