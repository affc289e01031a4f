package org.imprimatur.killed;

import static org.awaitility.Awaitility.await;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.awaitility.core.ConditionTimeoutException;
import org.imprimatur.Api;

/**
 * Twenty clients at work, and one process after the other is killed under them. After each kill whatever was
 * acknowledged must be there; at the end everything must have come to an end, once, and with its approvals.
 */
final class Torture {

    private static final int UPLOADERS = 5;
    private static final int WRITERS = 7;
    private static final int DECIDERS = 8;

    /** How long may pass until what was begun has ended or asks somebody: a lease and a lock run out in 30 s each. */
    private static final Duration TO_SETTLE = Duration.ofMinutes(3);

    /** How long may pass until a process of a kind is there: children begin with the first file. */
    private static final Duration TO_COME_BY = Duration.ofSeconds(30);

    private final House house;
    private final long seed;
    private final Random dice;
    private final PrintStream out;
    private final Promises promises = new Promises();
    private final Tally tally = new Tally();
    private final ReentrantReadWriteLock turns = new ReentrantReadWriteLock(true);
    private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);
    private final Map<Victim, Duration> longest = new EnumMap<>(Victim.class);
    private final Instant begin = Instant.now();
    private int checks;
    private int uploadsChecked;

    Torture(House house, long seed, PrintStream out) {
        this.house = house;
        this.seed = seed;
        this.dice = new Random(seed);
        this.out = out;
    }

    /** @return what must not have happened */
    List<String> run(Duration time) {
        var crew = Crew.hired(house);
        var clients = clients(crew);
        say("seed %d, %d clients on %d node(s), for %d s"
                .formatted(seed, clients.size(), house.nodes().size(), time.toSeconds()));
        var threads = Executors.newFixedThreadPool(clients.size());
        try {
            clients.forEach(threads::execute);
            var end = Instant.now().plus(time);
            for (var victims = victims(); Instant.now().isBefore(end); victims = victims()) {
                for (var victim : victims) {
                    if (Instant.now().isBefore(end) || !kills.containsKey(victim)) {
                        round(victim);
                    }
                }
            }
        } finally {
            clients.forEach(Client::stop);
            threads.shutdown();
        }
        quiet(threads);
        settle();
        everything();
        reconcile();
        wasHard();
        sum();
        return tally.violations();
    }

    private List<Client> clients(Crew crew) {
        var all = new ArrayList<Client>();
        for (int number = 0; number < UPLOADERS; number++) {
            var person = crew.of(crew.name("creator", number));
            all.add(new Client.Uploader(person, dice(), promises, tally, turns.readLock()));
        }
        for (int number = 0; number < WRITERS; number++) {
            var person = crew.of(crew.name("creator", number));
            all.add(new Client.Writer(person, dice(), promises, tally, turns.readLock()));
        }
        for (int number = 0; number < DECIDERS; number++) {
            var role = List.of("reviewer", "brand-manager", "librarian", "reviewer")
                    .get(number % 4);
            var name = crew.name(role, number / 4);
            all.add(new Client.Decider(name, crew.of(name), dice(), promises, tally, turns.readLock()));
        }
        return all;
    }

    private Random dice() {
        return new Random(dice.nextLong());
    }

    /** Each in its turn, in an order of chance; the application and the database twice as often. */
    private List<Victim> victims() {
        var all = new ArrayList<>(Arrays.asList(Victim.values()));
        Collections.shuffle(all, dice);
        if (kills.size() == all.size()) {
            all.addAll(List.of(Victim.APPLICATION, Victim.POSTGRESQL));
            Collections.shuffle(all, dice);
        }
        return all;
    }

    private void round(Victim victim) {
        pause(Duration.ofMillis(500 + dice.nextInt(5500)));
        var before = promises.count();
        var killed = Instant.now();
        var which = victim.kill(house, dice);
        for (var until = killed.plus(TO_COME_BY); which.isEmpty() && killed.isBefore(until); ) {
            pause(Duration.ofMillis(100));
            killed = Instant.now();
            which = victim.kill(house, dice);
        }
        if (which.isEmpty()) {
            say("no %s was there to be killed".formatted(word(victim)));
            return;
        }
        house.awaitHealthy();
        var away = Duration.between(killed, Instant.now());
        kills.merge(victim, 1, Integer::sum);
        longest.merge(victim, away, (a, b) -> a.compareTo(b) > 0 ? a : b);
        turns.writeLock().lock();
        try {
            check();
        } finally {
            turns.writeLock().unlock();
        }
        say("killed %s (%s), healthy after %.1f s; %d acknowledged before, %d now; %d violations"
                .formatted(
                        word(victim),
                        which.get(),
                        away.toMillis() / 1000.0,
                        before,
                        promises.count(),
                        tally.violations().size()));
    }

    private static String word(Victim victim) {
        return victim.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private static void quiet(java.util.concurrent.ExecutorService threads) {
        try {
            if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("A client does not come back from its call");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Every promise, but of the uploads only those that came since the last look, and some older ones. */
    private void check() {
        checks++;
        var books = new Books(house.data());
        signatures(books);
        drafts();
        var uploads = promises.uploads();
        uploads.subList(uploadsChecked, uploads.size()).forEach(this::bytes);
        for (int again = 0; again < 5 && uploadsChecked > 0; again++) {
            bytes(uploads.get(dice.nextInt(uploadsChecked)));
        }
        uploadsChecked = uploads.size();
        books.missing().forEach(key -> tally.violation("A row names the object " + key + ", which is not there"));
    }

    private void signatures(Books books) {
        var kept = books.decisions();
        promises.decisions().stream()
                .filter(decision -> !kept.contains(decision))
                .forEach(decision -> tally.violation("Acknowledged and not there: " + decision));
        var frozen = books.submissions();
        promises.submissions().stream()
                .filter(submission -> !frozen.contains(submission))
                .forEach(submission -> tally.violation("Acknowledged and not there: " + submission));
    }

    private void drafts() {
        var reader = reader();
        for (var draft : promises.drafts()) {
            var found = reader.get("/api/posts/" + draft.post());
            if (found.status() != 200) {
                tally.violation("A draft was acknowledged: " + found);
                continue;
            }
            var broken = draft.broken(found.json().get("version").asInt(), found.text("/variants/0/text"));
            if (broken != null) {
                tally.violation("Post " + draft.post() + ": " + broken);
            }
        }
    }

    private void bytes(Promises.Upload upload) {
        var reader = reader();
        var asset = reader.get("/api/assets/" + upload.asset());
        var content = reader.get("/api/assets/" + upload.asset() + "/content");
        if (asset.status() != 200 || !asset.text("/sha256").equals(upload.sha256())) {
            tally.violation("An upload was acknowledged with " + upload.sha256() + ": " + asset);
        } else if (content.status() != 200
                || content.body().length != upload.size()
                || !Client.sha256(content.body()).equals(upload.sha256())) {
            tally.violation("The bytes of asset " + upload.asset() + " are not those acknowledged: " + content.status()
                    + ", " + content.body().length + " bytes instead of " + upload.size());
        }
    }

    private Api reader() {
        return Api.of(house.port(dice.nextInt(house.nodes().size())), "mira", Crew.PASSWORD);
    }

    private void settle() {
        var books = new Books(house.data());
        var from = Instant.now();
        try {
            await().atMost(TO_SETTLE).pollInterval(Duration.ofSeconds(1)).until(() -> books.underWay()
                    .isEmpty());
            say("everything came to an end after %.0f s"
                    .formatted(Duration.between(from, Instant.now()).toMillis() / 1000.0));
        } catch (ConditionTimeoutException e) {
            books.underWay().forEach(stuck -> tally.violation("After " + TO_SETTLE.toSeconds() + " s: " + stuck));
        }
    }

    private void everything() {
        var books = new Books(house.data());
        uploadsChecked = 0;
        check();
        books.wrong().forEach(tally::violation);
        chain();
    }

    private void chain() {
        var answer = house.admin().get("/api/audit/verify");
        if (answer.status() == 404) {
            say("the log has no chain yet");
        } else if (answer.status() != 200 || !answer.json().path("intact").asBoolean()) {
            tally.violation("The log's chain does not verify: " + answer);
        } else {
            say("the chain of the log verifies: %s".formatted(answer.text()));
        }
    }

    /** What broke off between store and database is explained by the reconcile alone: it takes all of that away. */
    private void reconcile() {
        var books = new Books(house.data());
        int left = books.unnamed().size();
        var begin = Instant.now();
        try {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        var latest = house.admin().get("/api/reconciliations/latest");
                        if (latest.status() == 200
                                && latest.text("/state").equals("done")
                                && latest.json().get("young").asInt() == 0
                                && Instant.parse(latest.text("/startedAt")).isAfter(begin)) {
                            return true;
                        }
                        house.admin().post("/api/reconciliations"); // unless one runs
                        return false;
                    });
            say("the reconcile removed %d objects that no row names".formatted(left));
        } catch (ConditionTimeoutException e) {
            tally.violation("The reconcile finds objects too young for two minutes");
        }
        books.unnamed().forEach(key -> tally.violation("The reconcile leaves the object " + key));
        books.missing().forEach(key -> tally.violation("The reconcile took the object " + key));
        promises.uploads().forEach(this::bytes);
    }

    /** A run in which nothing was done, or nobody died, proves nothing. */
    private void wasHard() {
        var done = new LinkedHashMap<String, Integer>();
        done.put("upload", promises.uploads().size());
        done.put("submission", promises.submissions().size());
        done.put("decision", promises.decisions().size());
        done.put("publication", new Books(house.data()).published());
        done.forEach((what, count) -> {
            if (count == 0) {
                tally.violation("Not one " + what + " in the whole run");
            }
        });
        for (var victim : Victim.values()) {
            if (!kills.containsKey(victim)) {
                tally.violation("No " + word(victim) + " died in the whole run");
            }
        }
    }

    private void sum() {
        var uploads = promises.uploads();
        say("kills: %s; the longest until healthy again: %s".formatted(kills, longest));
        say("acknowledged: %d uploads (%d MB), %d posts with %d saves, %d submissions, %d decisions; %d posts are out"
                .formatted(
                        uploads.size(),
                        uploads.stream().mapToLong(Promises.Upload::size).sum() / 1_000_000,
                        promises.drafts().size(),
                        promises.drafts().stream()
                                .mapToInt(Promises.Draft::saves)
                                .sum(),
                        promises.submissions().size(),
                        promises.decisions().size(),
                        new Books(house.data()).published()));
        say("calls: %d, of which %d refused for a reason, %d told that something is away, %d cut off; checks: %d"
                .formatted(tally.calls.get(), tally.refused.get(), tally.away.get(), tally.cutOff.get(), checks));
        tally.violations().forEach(violation -> say("VIOLATION: %s".formatted(violation)));
        say("%d violations, seed %d".formatted(tally.violations().size(), seed));
    }

    private void say(String words) {
        var since = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        out.printf("torture %6.1f s  %s%n", since, words);
    }
}
