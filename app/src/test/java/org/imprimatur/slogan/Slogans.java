package org.imprimatur.slogan;

import static java.time.ZoneOffset.UTC;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.log.Log;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.search.SearchIndex;
import org.imprimatur.search.SearchIndex.Rows;
import org.imprimatur.search.SearchText;
import org.imprimatur.search.SearchText.Weight;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps slogans, and submits them as soon as they are made. */
@Service
class Slogans {

    private final JdbcClient jdbc;
    private final Approvals approvals;
    private final Permissions permissions;
    private final SearchIndex index;
    private final Log log;
    private final Clock clock;

    Slogans(
            JdbcClient jdbc,
            @Lazy Approvals approvals,
            Permissions permissions,
            SearchIndex index,
            Log log,
            Clock clock) {
        this.jdbc = jdbc;
        this.approvals = approvals;
        this.permissions = permissions;
        this.index = index;
        this.log = log;
        this.clock = clock;
        jdbc.sql("""
                create table if not exists slogan (
                    id uuid primary key, brand text not null, words text not null, occasion text not null,
                    author text not null, state text not null, changed_at timestamptz not null)""").update();
    }

    @Transactional
    public Slogan submit(String brand, String words, String occasion, Person by) {
        permissions.require(by, Action.WRITE, brand);
        var slogan = new Slogan(UUID.randomUUID(), brand, words, occasion, by.id(), "proposed");
        jdbc.sql("insert into slogan values (:id, :brand, :words, :occasion, :author, :state, :at)")
                .param("id", slogan.id())
                .param("brand", brand)
                .param("words", words)
                .param("occasion", occasion)
                .param("author", by.id())
                .param("state", slogan.state())
                .param("at", clock.instant().atOffset(UTC))
                .update();
        index.put("slogan", slogan.id(), brand, new SearchText().add(Weight.A, words));
        var subject = new SubjectRef("slogan", slogan.id().toString());
        log.write(new Log.Entry("slogan.submitted", brand, by.id(), subject.toString(), 1, null));
        approvals.open(subject, by.id());
        return slogan;
    }

    Optional<Slogan> find(UUID id) {
        return jdbc.sql("select id, brand, words, occasion, author, state from slogan where id = :id")
                .param("id", id)
                .query(Slogan.class)
                .optional();
    }

    void became(UUID id, String state) {
        jdbc.sql("update slogan set state = :state where id = :id")
                .param("state", state)
                .param("id", id)
                .update();
    }

    @Transactional(readOnly = true)
    public List<UUID> search(String brand, String words) {
        return index.newest(new Rows("slogan", "slogan", "changed_at"), brand, words, null, null, 10).hits().stream()
                .map(SearchIndex.Hit::id)
                .toList();
    }
}
