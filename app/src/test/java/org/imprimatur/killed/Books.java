package org.imprimatur.killed;

import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An auditor who trusts no code of the product: asks the tables and the bucket themselves. */
final class Books {

    /** What may be under way, but must come to an end; each query names those that have not. */
    private static final Map<String, String> UNDER_WAY = new LinkedHashMap<>();

    /** What must never be; each query names those where it is so. */
    private static final Map<String, String> WRONG = new LinkedHashMap<>();

    static {
        UNDER_WAY.put("waits to be cataloged", "select asset from cataloging");
        UNDER_WAY.put(
                "is neither cataloged nor failed", "select id from asset where state in ('received', 'cataloging')");
        UNDER_WAY.put("is publishing", "select id from post where state = 'publishing'");
        UNDER_WAY.put(
                "is approved and its slot has come",
                "select id from post where state = 'approved' and (slot_at is null or slot_at < now())");
        UNDER_WAY.put(
                "is a job that is due",
                "select id_ from act_ru_job where duedate_ is null or duedate_ < now() at time zone 'utc'");
        UNDER_WAY.put(
                "is an attempt that is not settled",
                "select id from publication_attempt where state in ('prepared', 'sending')");

        WRONG.put("is an incident", "select id_ || ' ' || coalesce(incident_msg_, '') from act_ru_incident");
        WRONG.put(
                "is a job without retries",
                "select id_ || ' ' || coalesce(exception_msg_, '') from act_ru_job where retries_ = 0");
        WRONG.put("is an asset that failed", "select id || ': ' || reason from asset where state = 'failed'");
        WRONG.put("is a post that failed", "select id || ': ' || reason from post where state = 'failed'");
        WRONG.put("waits for approval and nobody is asked", """
                select id from asset where state = 'cataloged'
                and not exists (select from inbox_item where subject = 'asset:' || id)""");
        WRONG.put("is decided and somebody is asked still", """
                select id from asset where state in ('approved', 'rejected')
                and exists (select from inbox_item where subject = 'asset:' || id)""");
        WRONG.put("stands at its author without a task", """
                select id from post where state in ('draft', 'changes_requested', 'slot_missed', 'withdrawn')
                and not exists (select from inbox_item where subject = 'post:' || id and kind = 'WORK')""");
        WRONG.put("is in review and nobody is asked", """
                select id from post where state in ('in_review', 'brand_approval')
                and not exists (select from inbox_item where subject = 'post:' || id and kind = 'DECISION')""");
        WRONG.put("is over and somebody is asked still", """
                select id from post where state in ('published', 'rejected')
                and exists (select from inbox_item where subject = 'post:' || id)""");
        WRONG.put("is in the inbox and no task of the engine, or the other way round", """
                select coalesce(task, id_) from inbox_item full join act_ru_task on task = id_
                where task is null or id_ is null""");
        WRONG.put("is on the way without a process, or has one without being on the way", """
                select subject from approval a left join act_hi_procinst i on i.id_ = a.instance
                where i.id_ is null or i.business_key_ <> a.subject
                or (i.end_time_ is null) <> exists (select from act_ru_execution e where e.id_ = a.instance)""");
        WRONG.put("has more than one process", """
                select business_key_ from act_hi_procinst where business_key_ is not null
                group by 1 having count(*) > 1""");
        WRONG.put("was written more than once under one key", """
                select title from post where title like 'Once %' group by title having count(*) > 1""");
        WRONG.put("is published and not on the feed, or the other way round", """
                select coalesce(p.id, f.post) from (select id from post where state = 'published') p
                full join feed_entry f on f.post = p.id where p.id is null or f.post is null""");
        WRONG.put("is on the feed more than once", "select post from feed_entry group by 1 having count(*) > 1");
        WRONG.put("is sent and not on the feed, or the other way round", """
                select coalesce(a.id, f.attempt) from (select id from publication_attempt where state = 'sent') a
                full join feed_entry f on f.attempt = a.id where a.id is null or f.attempt is null""");
        WRONG.put("was tried more than once", """
                select subject from publication_attempt group by subject, channel having count(*) > 1""");
        WRONG.put("was sent more than once, says the log", """
                select subject from log where what = 'publication.sent' group by subject having count(*) > 1""");
        WRONG.put("is out without both approvals of exactly that version", """
                select f.post from feed_entry f join publication_attempt a on a.id = f.attempt
                left join approval_round r on r.subject = a.subject and r.number = a.round
                where r.hash is distinct from f.hash or r.document is distinct from f.document
                or encode(sha256(convert_to(f.document, 'UTF8')), 'hex') <> f.hash
                or (select count(distinct d.step) from decision d
                    where d.subject = a.subject and d.round = a.round and d.hash = f.hash and d.verdict = 'APPROVE'
                    and d.step in ('Review', 'BrandApproval')
                    and not exists (select from post_author w where w.post = f.post and w.person = d.person)) <> 2""");
        WRONG.put("was decided twice in one round", """
                select subject from decision group by subject, round, step having count(*) > 1""");
        WRONG.put("was cataloged more than once, says the log", """
                select subject from log where what = 'asset.cataloged' group by subject having count(*) > 1""");
    }

    private final Path data;

    /** @param data the folder of the servers that are asked */
    Books(Path data) {
        this.data = data;
    }

    /** What has not come to an end yet. */
    List<String> underWay() {
        return answers(UNDER_WAY);
    }

    /** What must not be. */
    List<String> wrong() {
        return answers(WRONG);
    }

    private List<String> answers(Map<String, String> questions) {
        var found = new ArrayList<String>();
        questions.forEach((what, sql) -> column(sql).forEach(which -> found.add(which + " " + what)));
        return found;
    }

    /** The first column of what a query finds. */
    List<String> column(String sql) {
        var url = "jdbc:postgresql://127.0.0.1:" + Servers.port(data, "postgres")
                + "/imprimatur?connectTimeout=5&socketTimeout=30";
        try (var connection =
                        DriverManager.getConnection(url, "imprimatur", Servers.secret(data, "postgres-password"));
                var rows = connection.createStatement().executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The books cannot be read: " + sql, e);
        }
    }

    /** Keys that rows name and the bucket has not. */
    Set<String> missing() {
        var missing = new TreeSet<>(named());
        missing.removeAll(objects());
        return missing;
    }

    /** Keys in the bucket that no row names. */
    Set<String> unnamed() {
        var unnamed = new TreeSet<>(objects());
        unnamed.removeAll(named());
        return unnamed;
    }

    private Set<String> named() {
        return Set.copyOf(column("""
                select storage_key from asset union all
                select thumbnail_key from asset where thumbnail_key is not null"""));
    }

    private Collection<String> objects() {
        var client = MinioClient.builder()
                .endpoint("http://127.0.0.1:" + Servers.port(data, "s3"))
                .region("us-east-1")
                .credentials(Servers.secret(data, "s3-access-key"), Servers.secret(data, "s3-secret-key"))
                .build();
        var keys = new TreeSet<String>();
        try {
            for (var found : client.listObjects(ListObjectsArgs.builder()
                    .bucket("imprimatur")
                    .recursive(true)
                    .build())) {
                keys.add(found.get().objectName());
            }
        } catch (MinioException e) {
            throw new IllegalStateException("The bucket cannot be listed", e);
        }
        return keys;
    }

    /** How many posts are out. */
    int published() {
        return column("select id from feed_entry").size();
    }

    /** The signatures that are kept, as the clients would write them down. */
    Set<Promises.Decision> decisions() {
        return column("select task || ' ' || subject || ' ' || person || ' ' || verdict || ' ' || hash from decision")
                .stream()
                .map(row -> row.split(" ", -1))
                .map(row -> new Promises.Decision(row[0], row[1], row[2], row[3], row[4]))
                .collect(Collectors.toSet());
    }

    /** The versions that are kept. */
    Set<Promises.Submission> submissions() {
        return column("select substr(subject, 6) || ' ' || hash from approval_round where subject like 'post:%'")
                .stream()
                .map(row -> row.split(" ", -1))
                .map(row -> new Promises.Submission(row[0], row[1]))
                .collect(Collectors.toSet());
    }
}
