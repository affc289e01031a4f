package org.imprimatur.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.imprimatur.assets.TestApplication;
import org.imprimatur.search.SearchIndex.Found;
import org.imprimatur.search.SearchIndex.Hit;
import org.imprimatur.search.SearchIndex.Rows;
import org.imprimatur.search.SearchText.Weight;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Notes are a kind of this test's own: the search knows no kind by name. */
@SpringBootTest(classes = TestApplication.class, properties = "imprimatur.cataloging.workers=0")
class SearchIndexTests {

    private static final Rows NOTES = new Rows("note", "note", "written");

    @Autowired
    private SearchIndex index;

    @Autowired
    private SearchRepository repository;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final String brand = "brand-" + UUID.randomUUID();
    private int notes;

    @BeforeEach
    void aTableOfNotes() {
        jdbc.sql(
                        "create table if not exists note (id uuid primary key, brand text, state text, text text, written timestamptz)")
                .update();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "Lichterfest am Gießgraben;      fest",
                "Lichterfest am Gießgraben;      giessgraben LICHTERF",
                "Lichterfest am Gießgraben;      graben am licht",
                "Lichterfest am Gießgraben;      \"lichterfest am\"",
                "Lichterfest am Gießgraben;      wiese or graben",
                "Lichterfest am Gießgraben;      lichterfset",
                "Würzburger Dünen;               dunen",
                "Würzburger Dünen;               wuerzburger duenen",
                "Wuerzburger Duenen;             Würzburg",
                "cafe\u0301 brule\u0301;                     café BRÛLÉ",
                "京都駅前のパン屋;                  パン",
                "京都駅前のパン屋;                  駅前",
                "京都駅前のパン屋;                  屋",
                "강남역 커피숍;                    커피",
                "สวัสดีชาวโลก;                    ชาว",
                "दीवाली की रोशनी;                   रोशनी दीवा",
                "القهوة العربية;                    عرب",
                "مقهى المدينة;                    مقهي مدينه",
                "قهوة الصباح;                     قهوه",
                "کافه ی ما;                       كافه",
                "🎈 für alle;                     🎈",
            })
    void aNoteIsFoundByWhatPeopleType(String text, String typed) {
        var note = write(text);
        write("Something else entirely");

        assertThat(ids(find(typed))).containsExactly(note);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "Lichterfest am See;  \"am lichterfest\"",
                "Lichterfest am See;  lichterfest -see",
                "Lichterfest am See;  \"fest\"",
                "Lichterfest am See;  ichter nacht",
                "京都駅前;              京駅",
                "दीवाली;               दवल",
                "Lichterfest am See;  !!!"
            })
    void whatIsNotThereIsNotFound(String text, String typed) {
        write(text);

        assertThat(find(typed).hits()).isEmpty();
    }

    @Test
    void aTypingErrorIsToldWithWhatWasLookedForInstead() {
        write("Sommerkampagne");

        assertThat(find("Sommerkampange").corrected())
                .containsOnlyKeys("sommerkampange")
                .satisfies(
                        corrected -> assertThat(corrected.get("sommerkampange")).containsExactly("sommerkampagne"));
        assertThat(find("sommer").corrected()).isEmpty();
        assertThat(find("sommerkampange nirgends").corrected()).isEmpty();
    }

    @Test
    void wordsOfAnotherBrandMakeNoDifference() {
        var other = "other-" + UUID.randomUUID();
        transaction.executeWithoutResult(status ->
                index.put("note", UUID.randomUUID(), other, new SearchText().add(Weight.A, "Winterzauberwald")));
        write("Winterzauber");

        assertThat(find("zauberwald").hits()).isEmpty();
        assertThat(find("winterzauberwald").corrected()).containsOnlyKeys("winterzauberwald");
    }

    @Test
    void thePresentTextCounts() {
        var note = write("before");
        transaction.executeWithoutResult(
                status -> index.put("note", note, brand, new SearchText().add(Weight.D, "afterwards")));

        assertThat(find("before").hits()).isEmpty();
        assertThat(ids(find("after"))).containsExactly(note);
        transaction.executeWithoutResult(status -> index.remove("note", note));
        assertThat(find("after").hits()).isEmpty();
    }

    @Test
    void theLatestComesFirstInParts() {
        var all = new ArrayList<UUID>();
        for (var i = 0; i < 5; i++) {
            all.add(0, write("page " + i));
        }

        var first = find("page", null, null, 2);
        var second = find("page", null, first.hits().get(1), 2);
        var third = find("page", null, second.hits().get(1), 2);

        assertThat(List.of(first, second, third))
                .flatExtracting(SearchIndexTests::ids)
                .isEqualTo(all);
    }

    @Test
    void manyHitsAreListedAsFewAre() {
        jdbc.sql("""
                        insert into note select gen_random_uuid(), :brand, case when n % 3 = 0 then 'draft' else 'done' end,
                            'many', timestamptz '2026-01-01' + n * interval '1 second' from generate_series(1, 5500) n""").param("brand", brand).update();
        jdbc.sql(
                        "insert into search_entry (kind, id, brand, words) select 'note', id, brand, '''many'':1A' from note where brand = :brand")
                .param("brand", brand)
                .update();

        var drafts = find("many", "draft", null, 3);

        assertThat(drafts.hits())
                .extracting(Hit::at)
                .containsExactlyElementsOf(IntStream.of(5499, 5496, 5493)
                        .mapToObj(n -> Instant.parse("2026-01-01T00:00:00Z").plusSeconds(n))
                        .toList());
        assertThat(find("many", "draft", drafts.hits().get(2), 1).hits().get(0).at())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(5490));
    }

    @Test
    void aTextOfAnyLengthIsTaken() {
        var different = IntStream.range(0, 60_000)
                .mapToObj(Integer::toString)
                .reduce(new StringBuilder(), (text, word) -> text.append(word).append(' '), StringBuilder::append)
                .toString();
        var text = new SearchText();
        for (var i = 0; i < 12; i++) {
            text.add(Weight.D, different.replace("1", String.valueOf((char) ('a' + i))));
        }
        text.add(Weight.D, "again ".repeat(40_000))
                .add(Weight.D, "東京".repeat(40_000))
                .add(Weight.A, "the title");

        var note = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            row(note, "");
            index.put("note", note, brand, text);
        });

        assertThat(ids(find("title"))).containsExactly(note);
    }

    @Test
    void entriesAreMadeAnewWhereOthersRulesMadeThem() {
        var notes = IntStream.range(0, 230)
                .mapToObj(i -> row(UUID.randomUUID(), "Rebuilt " + i))
                .toList();
        var source = new Notes(jdbc, brand);
        var rebuild = new SearchRebuild(repository, index, List.of(source), transaction);

        rebuild.run();

        assertThat(find("rebuilt", null, null, 1000).hits()).hasSameSizeAs(notes);
        assertThat(source.asked).isEqualTo(3);
        rebuild.run();
        assertThat(source.asked).isEqualTo(3);
        jdbc.sql("update search_rebuild set rules = 0 where kind = 'note'").update();
        rebuild.run();
        assertThat(source.asked).isEqualTo(6);
    }

    private UUID write(String text) {
        var id = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            row(id, text);
            index.put("note", id, brand, new SearchText().add(Weight.A, text));
        });
        return id;
    }

    private UUID row(UUID id, String text) {
        jdbc.sql("insert into note (id, brand, state, text, written) values (:id, :brand, 'draft', :text, :written)")
                .param("id", id)
                .param("brand", brand)
                .param("text", text)
                .param("written", Instant.EPOCH.plusSeconds(notes++).atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    private Found find(String typed) {
        return find(typed, null, null, 10);
    }

    private Found find(String typed, @Nullable String state, @Nullable Hit after, int limit) {
        return index.newest(NOTES, brand, typed, state, after, limit);
    }

    private static List<UUID> ids(Found found) {
        return found.hits().stream().map(Hit::id).toList();
    }

    private static final class Notes implements SearchSource {

        private final JdbcClient jdbc;
        private final String brand;
        private int asked;

        Notes(JdbcClient jdbc, String brand) {
            this.jdbc = jdbc;
            this.brand = brand;
        }

        @Override
        public String kind() {
            return "note";
        }

        @Override
        public Following following(@Nullable UUID last, int limit) {
            asked++;
            var subjects = jdbc.sql(
                            "select id, text from note where brand = :brand and id > :last order by id limit :limit")
                    .param("brand", brand)
                    .param("last", last == null ? new UUID(0, 0) : last)
                    .param("limit", limit)
                    .query((row, n) -> new Subject(
                            row.getObject("id", UUID.class),
                            brand,
                            new SearchText().add(Weight.A, row.getString("text"))))
                    .list();
            return new Following(
                    subjects,
                    subjects.size() < limit ? null : subjects.get(limit - 1).id());
        }
    }
}
