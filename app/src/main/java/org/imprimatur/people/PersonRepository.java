package org.imprimatur.people;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.people.People.Account;
import org.imprimatur.transaction.TransactionMemory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PersonRepository {

    /** A person and all their roles in one row. */
    private static final String SELECT = """
            select p.id, p.name, p.zone, p.administrator, p.enabled, p.stamp,
                   array(select m.brand || ':' || m.role from membership m where m.person = p.id) as groups
            from person p
            """;

    private final JdbcClient jdbc;
    private final TransactionMemory<String, Account> read = new TransactionMemory<>();

    PersonRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nobody has an id with U+0000, which PostgreSQL does not even compare. */
    Optional<Account> find(String id) {
        if (id.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return read.recall(id, unread -> jdbc.sql(SELECT + "where p.id = :id")
                .param("id", id)
                .query(PersonRepository::account)
                .optional());
    }

    String hash(String id) {
        return jdbc.sql("select password from person where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    List<Person> all() {
        return persons(jdbc.sql(SELECT + "order by p.id"));
    }

    /** @param words part of the id or the name, taken literally; empty for all */
    List<Person> part(String words, String after, int limit) {
        return persons(jdbc.sql(SELECT + """
                        where p.id > :after and (position(lower(:words) in p.id) > 0 or position(lower(:words) in lower(p.name)) > 0)
                        order by p.id limit :limit""")
                .param("after", after)
                .param("words", words)
                .param("limit", limit));
    }

    int count() {
        return jdbc.sql("select count(*) from person").query(Integer.class).single();
    }

    List<Person> in(String brand, String role) {
        return persons(jdbc.sql(
                        SELECT
                                + "where p.enabled and p.id in (select person from membership where brand = :brand and role = :role) order by p.id")
                .param("brand", brand)
                .param("role", role));
    }

    List<Person> demo() {
        return persons(jdbc.sql(SELECT + "where p.demo and p.enabled order by p.made, p.id"));
    }

    boolean any() {
        return jdbc.sql("select exists (select 1 from person)")
                .query(Boolean.class)
                .single();
    }

    /** Changes of people come one after the other, so that two of them cannot remove the last two administrators. */
    void lockAll() {
        jdbc.sql("lock table person in share row exclusive mode").update();
        read.forgetAll();
    }

    void insert(Person person, String hash, boolean demo, Instant at) {
        jdbc.sql("""
                        insert into person (id, name, zone, password, demo, administrator, enabled, made)
                        values (:id, :name, :zone, :password, :demo, :administrator, :enabled, :made)""")
                .param("id", person.id())
                .param("name", person.name())
                .param("zone", person.zone().getId())
                .param("password", hash)
                .param("demo", demo)
                .param("administrator", person.administrator())
                .param("enabled", person.enabled())
                .param("made", at.atOffset(UTC))
                .update();
    }

    void update(Person person) {
        read.forget(person.id());
        jdbc.sql("""
                        update person set name = :name, zone = :zone, administrator = :administrator, enabled = :enabled
                        where id = :id""")
                .param("id", person.id())
                .param("name", person.name())
                .param("zone", person.zone().getId())
                .param("administrator", person.administrator())
                .param("enabled", person.enabled())
                .update();
    }

    void password(String id, String hash, boolean demo) {
        read.forget(id);
        jdbc.sql("update person set password = :password, demo = :demo, stamp = stamp + 1 where id = :id")
                .param("id", id)
                .param("password", hash)
                .param("demo", demo)
                .update();
    }

    void assign(String id, Map<String, Set<Role>> roles) {
        read.forget(id);
        jdbc.sql("delete from membership where person = :person")
                .param("person", id)
                .update();
        roles.forEach((brand, given) -> given.forEach(
                role -> jdbc.sql("insert into membership (person, brand, role) values (:person, :brand, :role)")
                        .param("person", id)
                        .param("brand", brand)
                        .param("role", role.word())
                        .update()));
    }

    private static List<Person> persons(JdbcClient.StatementSpec statement) {
        return statement.query(PersonRepository::account).list().stream()
                .map(Account::person)
                .toList();
    }

    private static Account account(ResultSet row, int index) throws SQLException {
        var roles = new HashMap<String, Set<Role>>();
        for (var group : (String[]) row.getArray("groups").getArray()) {
            var colon = group.indexOf(':');
            roles.computeIfAbsent(group.substring(0, colon), brand -> EnumSet.noneOf(Role.class))
                    .add(Role.of(group.substring(colon + 1)));
        }
        return new Account(
                new Person(
                        row.getString("id"),
                        row.getString("name"),
                        ZoneId.of(row.getString("zone")),
                        row.getBoolean("administrator"),
                        row.getBoolean("enabled"),
                        roles),
                row.getInt("stamp"));
    }
}
