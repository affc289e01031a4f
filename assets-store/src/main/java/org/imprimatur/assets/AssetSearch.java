package org.imprimatur.assets;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.imprimatur.assets.AssetRepository.Listed;
import org.imprimatur.search.SearchIndex;
import org.imprimatur.search.SearchIndex.Found;
import org.imprimatur.search.SearchIndex.Hit;
import org.imprimatur.search.SearchIndex.Rows;
import org.imprimatur.search.SearchSource;
import org.imprimatur.search.SearchText;
import org.imprimatur.search.SearchText.Weight;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** By which words an asset is found: its title, all that was cataloged of it, the name of its file and its text. */
@Component
class AssetSearch implements SearchSource {

    private static final String KIND = "asset";
    private static final Rows ROWS = new Rows(KIND, "asset", "created_at");

    /** Cataloged values that are words of people, besides title and keywords. */
    private static final List<String> NAMES = List.of("creator", "credit", "copyright", "place", "camera");

    private final SearchIndex index;
    private final AssetRepository repository;

    AssetSearch(SearchIndex index, AssetRepository repository) {
        this.index = index;
        this.repository = repository;
    }

    /** To be called in the transaction that changed what it is found by. */
    void put(Asset asset) {
        index.put(KIND, asset.id().value(), asset.brand(), text(asset, asset.text()));
    }

    Found newest(String brand, String query, @Nullable AssetState state, @Nullable Cursor after, int limit) {
        return index.newest(
                ROWS,
                brand,
                query,
                state == null ? null : state.word(),
                after == null ? null : new Hit(after.id().value(), after.createdAt()),
                limit);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Following following(@Nullable UUID last, int limit) {
        var rows = repository.lockFollowing(last, limit);
        var subjects = rows.stream()
                .filter(row -> row.listed().asset() != null)
                .map(row -> subject(row.listed(), row.text()))
                .toList();
        return new Following(
                subjects,
                rows.size() < limit ? null : rows.get(limit - 1).listed().id().value());
    }

    private static Subject subject(Listed listed, @Nullable String text) {
        var asset = Objects.requireNonNull(listed.asset());
        return new Subject(asset.id().value(), asset.brand(), text(asset, text));
    }

    private static SearchText text(Asset asset, @Nullable String inside) {
        var text = new SearchText().add(Weight.A, asset.title()).add(Weight.A, value(asset, "title"));
        text.add(Weight.A, value(asset, "keywords"));
        NAMES.forEach(name -> text.add(Weight.B, value(asset, name)));
        return text.add(Weight.C, value(asset, "description"))
                .add(Weight.C, asset.fileName())
                .add(Weight.D, inside);
    }

    private static @Nullable String value(Asset asset, String key) {
        var found = asset.metadata().get(key);
        return found == null ? null : found.value();
    }
}
