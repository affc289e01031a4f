package org.imprimatur.assets;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** In which order files are looked into. */
@SpringBootTest(classes = TestApplication.class, properties = "imprimatur.cataloging.workers=0")
class CatalogQueueTests {

    private static final Duration LEASE = Duration.ofMinutes(5);

    @Autowired
    private CatalogQueue queue;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void nothingIsWaiting() {
        jdbc.sql("delete from cataloging").update();
    }

    @Test
    void aBulkUploadDelaysAnotherPersonAndAnotherBrandByOneFileEach() {
        addMany(1_300, "tea", "ada");
        claimed(40);
        addMany(2, "tea", "bob");
        addMany(2, "oil", "eve");

        var next = claimed(7);

        assertThat(next.indexOf("tea bob")).isLessThanOrEqualTo(3);
        assertThat(next.indexOf("oil eve")).isLessThanOrEqualTo(1);
        assertThat(next).filteredOn("tea bob"::equals).hasSize(2);
        assertThat(next).filteredOn("oil eve"::equals).hasSize(2);
    }

    @Test
    void manyPeopleOfOneBrandDelayAnotherBrandByOneFile() {
        IntStream.range(0, 30).forEach(person -> addMany(3, "tea", "person " + person));
        claimed(5);
        addMany(1, "oil", "eve");

        assertThat(claimed(2)).contains("oil eve");
    }

    @Test
    void filesOfOnePersonKeepTheirOrder() {
        var files = addMany(5, "tea", "ada");

        assertThat(Stream.generate(this::claim).limit(5)).containsExactlyElementsOf(files);
    }

    @Test
    void aFileThatWasTriedStandsBackForAllThatWereNot() {
        var tried = addMany(1, "tea", "ada").get(0);
        var claim = next().orElseThrow();
        queue.giveBack(claim, Duration.ZERO, true);
        addMany(2, "oil", "eve");

        assertThat(claimed(2)).containsExactly("oil eve", "oil eve");
        assertThat(claim()).isEqualTo(tried);
    }

    @Test
    void whatIsNotDueYetKeepsNobodyWaiting() {
        addMany(1, "tea", "ada");
        var claim = next().orElseThrow();
        queue.giveBack(claim, Duration.ofHours(1), false);
        addMany(1, "tea", "ada");

        assertThat(claimed(1)).containsExactly("tea ada");
        assertThat(next()).isEmpty();
    }

    private List<String> claimed(int count) {
        return Stream.generate(this::claim)
                .limit(count)
                .map(asset -> jdbc.sql("select brand || ' ' || person from cataloging where asset = ?")
                        .param(asset.value())
                        .query(String.class)
                        .single())
                .toList();
    }

    private AssetId claim() {
        return next().map(CatalogQueue.Claim::asset).orElseThrow();
    }

    private Optional<CatalogQueue.Claim> next() {
        return requireNonNull(transaction.execute(status -> queue.claim(LEASE)));
    }

    private List<AssetId> addMany(int count, String brand, String person) {
        return requireNonNull(transaction.execute(status -> IntStream.range(0, count)
                .mapToObj(n -> {
                    var asset = new AssetId(UUID.randomUUID());
                    jdbc.sql("""
                                    insert into asset (id, brand, title, title_given, file_name, media_type, size, \
                                        sha256, storage_key, state, created_at)
                                    values (:id, :brand, 'A file', false, 'a.jpg', 'image/jpeg', 1, \
                                        encode(sha256(convert_to(:id::text, 'UTF8')), 'hex'), :id::text, 'received', \
                                        now())""")
                            .param("id", asset.value())
                            .param("brand", brand)
                            .update();
                    queue.add(asset, brand, person);
                    return asset;
                })
                .toList()));
    }
}
