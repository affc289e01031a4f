package org.imprimatur.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.imprimatur.approval.Answer;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Verdict;
import org.imprimatur.content.Post;
import org.imprimatur.content.Posts;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Full approvals per second, from draft to published, beside the bare engine: once called as Java, which is what the
 * domain costs, and once over HTTP with a token on each call, which is what a program sees.
 */
final class ApprovalBench implements Bench {

    @Override
    public void run(Settings settings) throws Exception {
        var pairs = settings.number("pairs", 12);
        var approvals = settings.number("approvals", 60);
        var clients = settings.number("clients", 4);
        System.out.printf("%d approvals a slice, %d clients at once%n", approvals, clients);
        try (var house = House.open("--imprimatur.cataloging.workers=0");
                var bare = new BareEngine(house.database())) {
            var engine = new Slices("bare engine", bare, approvals, clients);
            if (settings.has("java")) {
                new Slices("application, Java", new Called(house), approvals, clients).measure(engine, pairs);
            }
            if (settings.has("http")) {
                new Slices("application, HTTP", new Sent(house), approvals, clients).measure(engine, pairs);
            }
        }
        if (settings.has("statements")) {
            var statements = new Statements();
            try (var house = House.open(statements, "--imprimatur.cataloging.workers=0");
                    var bare = new BareEngine(house.database(), statements)) {
                var called = new Called(house);
                statements.count("application, Java", approvals, () -> Approving.rate(called, approvals, clients));
                statements.count("bare engine", approvals, () -> Approving.rate(bare, approvals, clients));
            }
        }
    }

    /** Slices of one side, and the processor time that they took. */
    private static final class Slices implements Pairs.Slice {

        private final String name;
        private final Approving side;
        private final int approvals;
        private final int clients;

        private int done;
        private long java;
        private long postgres;

        Slices(String name, Approving side, int approvals, int clients) {
            this.name = name;
            this.side = side;
            this.approvals = approvals;
            this.clients = clients;
        }

        @Override
        public double run() throws Exception {
            var javaBefore = Machine.javaTime();
            var postgresBefore = Machine.postgresTime();
            var rate = Approving.rate(side, approvals, clients);
            java += Machine.javaTime() - javaBefore;
            postgres += Machine.postgresTime() - postgresBefore;
            done += approvals;
            return rate;
        }

        /** So much code takes twice the warming up of other benches: compilers are still busy after it. */
        void measure(Slices beside, int pairs) throws Exception {
            for (var slice = 0; slice < 3; slice++) {
                run();
                beside.run();
            }
            Pairs.measure(name, this, beside.name, beside, "approvals/s", pairs);
            System.out.printf("%n%-24s%12s%12s   processor time of one, ms%n", "", "Java", "PostgreSQL");
            row();
            beside.row();
        }

        /** Prints what one took, since the last time it was asked. */
        private void row() {
            System.out.printf(Locale.ROOT, "%-24s%12.1f%12.1f%n", name, (double) java / done, (double) postgres / done);
            java = 0;
            postgres = 0;
            done = 0;
        }
    }

    /** The application's own services, called as its pages call them. */
    private static final class Called implements Approving {

        private final Posts posts;
        private final Approvals approvals;
        private final Inbox inbox;
        private final JdbcClient jdbc;
        private final Person creator;

        Called(House house) {
            posts = house.part(Posts.class);
            approvals = house.part(Approvals.class);
            inbox = house.part(Inbox.class);
            jdbc = house.part(JdbcClient.class);
            creator = house.part(People.class).find("creator").orElseThrow();
        }

        @Override
        public String approve() {
            var draft = new Posts.Draft(
                    "Winter cup is back",
                    List.of(new Post.Variant("feed", "A cup of it, from Monday on")),
                    List.of(),
                    null);
            var post = posts.create("aurora", draft, creator);
            posts.submit(post.id(), null, creator);
            decide(post, "reviewer");
            decide(post, "brand-manager");
            return post.id().toString();
        }

        private void decide(Post post, String person) {
            var task = inbox.openFor(post.subject()).get(0);
            approvals.decide(task.task(), new Answer(Verdict.APPROVE, String.valueOf(task.hash()), null), person);
        }

        @Override
        public long published() {
            return ApprovalBench.published(jdbc);
        }
    }

    /** The same over HTTP, each with a token of their own. */
    private static final class Sent implements Approving {

        private final Api creator;
        private final Api reviewer;
        private final Api manager;
        private final JdbcClient jdbc;

        Sent(House house) {
            creator = house.api("creator");
            reviewer = house.api("reviewer");
            manager = house.api("brand-manager");
            jdbc = house.part(JdbcClient.class);
        }

        @Override
        public String approve() throws IOException, InterruptedException {
            var post =
                    creator.post("/api/brands/aurora/posts", """
                    {"title": "Winter cup is back", "variants": [{"channel": "feed", "text": "A cup of it, from Monday on"}],
                     "assets": [], "slot": null}""").required("id").textValue();
            creator.post("/api/posts/" + post + "/submit", "");
            decide(reviewer, post);
            decide(manager, post);
            return post;
        }

        /** Reads what waits, as an inbox would, and decides on the one that it came for. */
        private static void decide(Api who, String post) throws IOException, InterruptedException {
            for (var task : who.get("/api/tasks?kind=decision&limit=200")) {
                var subject = task.required("subject");
                if (subject.required("id").textValue().equals(post)) {
                    who.post(
                            "/api/tasks/" + task.required("id").textValue() + "/decision",
                            "{\"decision\": \"approve\", \"hash\": " + subject.required("hash") + "}");
                    return;
                }
            }
            throw new IllegalStateException("Nobody is asked about " + post);
        }

        @Override
        public long published() {
            return ApprovalBench.published(jdbc);
        }
    }

    private static long published(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from post where state = 'published'")
                .query(Long.class)
                .single();
    }
}
