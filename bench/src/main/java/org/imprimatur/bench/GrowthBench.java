package org.imprimatur.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.imprimatur.bench.GrowthReads.Read;
import org.jspecify.annotations.Nullable;

/**
 * The product with the data of years beside the product with the demo's: every page, many readers at once, the database's
 * work for an approval, many posts due at once, and the comparison of store and database.
 *
 * <p>Both run at the same time and are measured in turn, so that what else the machine does meets both.
 */
final class GrowthBench implements Bench {

    private static final String BRAND = "brand-1";
    private static final int CLIENTS = 32;

    /** Heard by both sides and read by nobody: what a first request costs is no matter of size. */
    private static final int TO_WARM_UP = 4;

    @Override
    public void run(Settings settings) throws Exception {
        var reads = GrowthReads.all();
        Product.build();
        var folder = settings.given().containsKey("data")
                ? Files.createDirectories(Path.of(settings.text("data", "")).toAbsolutePath())
                : Product.emptyFolder();
        var fresh = !Files.exists(folder.resolve("lock"));
        try (var small = Product.start(Product.emptyFolder(), Map.of());
                var large = Product.start(folder, Map.of());
                var smallData = opened(small, null);
                var largeData = opened(large, folder)) {
            if (fresh) {
                largeData.fill(
                        GrowthPrototypes.make(large.address()),
                        new GrowthData.Size(
                                settings.number("posts", 100_000),
                                settings.number("assets", 300_000),
                                settings.number("links", 1_000_000),
                                settings.number("people", 500),
                                settings.number("brands", 25)));
                largeData.readers(BRAND, CLIENTS);
            }
            smallData.readers("aurora", CLIENTS);
            awaitDemo(small.address());
            for (var address : List.of(small.address(), large.address())) {
                compared(address); // so that there is one to read
            }
            var sides = sides(small.address(), large.address(), largeData);
            if (settings.has("pages")) {
                pages(reads, sides, settings.number("rounds", 20), settings.text("path", ""));
            }
            if (settings.has("clients")) {
                clients(small.address(), large.address(), sides, settings.number("pairs", 4));
            }
            if (settings.has("approvals")) {
                approvals(small, smallData, large, largeData, settings.number("pairs", 4));
            }
            if (settings.has("due")) {
                due(large.address(), largeData, settings.number("due", 1_000));
            }
            if (settings.has("slot")) {
                slot(large.address(), largeData, settings.number("slots", 5));
            }
            if (settings.has("reconcile")) {
                reconcile(large.address(), largeData);
            }
            if (settings.has("statements")) {
                statements(largeData);
            }
        }
    }

    private static GrowthData opened(Product product, @Nullable Path folder) throws Exception {
        product.address();
        return new GrowthData(folder == null ? product.data() : folder);
    }

    /** Small and large. */
    private record Sides(GrowthReads small, GrowthReads large) {}

    private static Sides sides(String small, String large, GrowthData data) throws Exception {
        var demoWords = Map.of("word", "coffee", "rare", "winter", "media-brand", "aurora");
        var words = Map.of(
                "word",
                GrowthData.WORD_EVERYWHERE,
                "rare",
                GrowthData.WORD_OF_OLD,
                "media-brand",
                GrowthPrototypes.BRAND);
        var left = new GrowthReads(small, "aurora", Map.of("manager", "brand-manager"), "demo", demoWords);
        var right = new GrowthReads(
                large,
                BRAND,
                Map.of(
                        "creator", GrowthPrototypes.CREATOR,
                        "librarian", GrowthPrototypes.LIBRARIAN,
                        "reviewer", GrowthPrototypes.REVIEWER,
                        "manager", GrowthPrototypes.MANAGER),
                GrowthPrototypes.PASSWORD,
                words);
        data.objects("id = '" + right.name("asset") + "'");
        right.name("media", data.value("select asset from feed_media where brand = '" + GrowthPrototypes.BRAND + "'"));
        return new Sides(left, right);
    }

    /** The demo tells its samples in the background; the last of it is a published post with a picture. */
    private static void awaitDemo(String address) throws Exception {
        var creator = Api.demo(address, "creator");
        var reviewer = Api.demo(address, "reviewer");
        while (creator.get("/api/brands/aurora/posts?state=draft").required("items").isEmpty()
                || creator.get("/api/brands/aurora/posts?state=published").required("items").isEmpty()
                || creator.get("/api/brands/aurora/posts?state=approved").required("items").isEmpty()
                || reviewer.get("/api/tasks?kind=decision").isEmpty()) {
            Thread.sleep(1_000);
        }
    }

    private static void pages(List<Read> reads, Sides sides, int rounds, String only) throws Exception {
        System.out.printf(
                "%n%-70s%10s%10s%10s%10s%8s   %s%n",
                "page, by whom", "demo p50", "demo p95", "full p50", "full p95", "ratio", "aim");
        var missed = 0;
        var chosen = reads.stream().filter(read -> read.path().contains(only)).toList();
        warmUp(chosen, sides);
        for (var read : chosen) {
            var few = read.most() == 0 ? Math.min(3, rounds) : rounds; // a walk through all of the log
            var small = new double[few];
            var large = new double[few];
            try {
                for (var round = 0; round < few; round++) {
                    var first = onlyLarge(read) ? Double.NaN : sides.small.read(read);
                    var second = sides.large.read(read);
                    small[round] = first;
                    large[round] = second;
                }
            } catch (IOException e) {
                missed++;
                System.out.printf("%-70s   %s%n", read.path(), e.getMessage());
                continue;
            }
            Arrays.sort(small);
            Arrays.sort(large);
            var most = read.most() > 100 ? read.most() : Math.min(100, Math.max(50, onlyLarge(read) ? 0 : 2 * at(small, 0.95)));
            var verdict = read.most() == 0 ? "no aim" : at(large, 0.95) <= most ? "reached" : "MISSED";
            missed += verdict.equals("MISSED") ? 1 : 0;
            System.out.printf(
                    Locale.ROOT,
                    "%-70s%10.1f%10.1f%10.1f%10.1f%8.1f   %s%n",
                    read.path() + ", " + read.person(),
                    at(small, 0.5),
                    at(small, 0.95),
                    at(large, 0.5),
                    at(large, 0.95),
                    at(large, 0.95) / at(small, 0.95),
                    verdict);
        }
        System.out.printf("%d of them missed their aim%n", missed);
    }

    /** Each page a few times before the first is measured: a server that has just started compiles what it runs. */
    private static void warmUp(List<Read> reads, Sides sides) throws Exception {
        for (var round = 0; round < TO_WARM_UP; round++) {
            for (var read : reads) {
                if (read.most() == 0) {
                    continue;
                }
                try {
                    if (!onlyLarge(read)) {
                        sides.small.read(read);
                    }
                    sides.large.read(read);
                } catch (IOException e) {
                    System.err.println(read.path() + ": " + e.getMessage());
                }
            }
        }
    }

    /** The demo publishes no picture. */
    private static boolean onlyLarge(Read read) {
        return read.path().contains("{media}");
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length) - 1)];
    }

    private static void clients(String small, String large, Sides sides, int pairs) throws Exception {
        var demo = readers(small, sides.small);
        var full = readers(large, sides.large);
        Pairs.measure("full size", () -> rate(full), "demo", () -> rate(demo), "reads per second", pairs);
    }

    private static List<Callable<Integer>> readers(String address, GrowthReads names) throws Exception {
        var readers = new ArrayList<Callable<Integer>>();
        for (var n = 1; n <= CLIENTS; n++) {
            var session = new PortalSession(address, "reader-" + n, "demo");
            var brand = names.name("brand");
            var paths = List.of(
                    "/",
                    "/inbox",
                    "/posts?brand=" + brand,
                    "/posts/" + names.name("published"),
                    "/posts?brand=" + brand + "&q=" + java.net.URLEncoder.encode(names.name("word"), java.nio.charset.StandardCharsets.UTF_8),
                    "/library?brand=" + brand,
                    "/inbox/" + names.name("task"),
                    "/posts/" + names.name("draft"));
            var next = new AtomicLong(n);
            readers.add(() -> session.status(paths.get((int) (next.getAndIncrement() % paths.size()))));
        }
        return readers;
    }

    /** Answers per second; what is refused for being too much at once does not count. */
    private static double rate(List<Callable<Integer>> readers) throws Exception {
        var done = new AtomicLong();
        var begin = System.nanoTime();
        var end = begin + Duration.ofSeconds(5).toNanos();
        var threads = Executors.newFixedThreadPool(readers.size());
        try {
            var calls = threads.invokeAll(readers.stream()
                    .map(reader -> (Callable<Boolean>) () -> {
                        while (System.nanoTime() < end) {
                            if (reader.call() == 200) {
                                done.incrementAndGet();
                            }
                        }
                        return true;
                    })
                    .toList());
            for (var call : calls) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return done.get() / ((System.nanoTime() - begin) / 1e9);
    }

    private static void approvals(
            Product small, GrowthData smallData, Product large, GrowthData largeData, int pairs) throws Exception {
        var demo = new Approvals(small, smallData, "aurora", "creator", "reviewer", "brand-manager", "demo");
        var full = new Approvals(
                large,
                largeData,
                BRAND,
                GrowthPrototypes.CREATOR,
                GrowthPrototypes.REVIEWER,
                GrowthPrototypes.MANAGER,
                GrowthPrototypes.PASSWORD);
        Pairs.measure("full size", full::postgresTime, "demo", demo::postgresTime, "ms of PostgreSQL per approval", pairs);
    }

    /** Posts approved over the API; what the database's processes need for one. */
    private static final class Approvals {

        private static final int SLICE = 10;

        private final Product product;
        private final GrowthData data;
        private final String brand;
        private final Api creator;
        private final Api reviewer;
        private final Api manager;

        Approvals(Product product, GrowthData data, String brand, String creator, String reviewer, String manager, String password)
                throws Exception {
            this.product = product;
            this.data = data;
            this.brand = brand;
            this.creator = Api.signedIn(product.address(), creator, password);
            this.reviewer = Api.signedIn(product.address(), reviewer, password);
            this.manager = Api.signedIn(product.address(), manager, password);
        }

        double postgresTime() throws Exception {
            var before = product.postgresTime();
            for (var n = 0; n < SLICE; n++) {
                approve();
            }
            return (product.postgresTime() - before) / (double) SLICE;
        }

        private void approve() throws Exception {
            var post = creator.post("/api/brands/" + brand + "/posts", """
                            {"title": "Measured", "variants": [{"channel": "feed", "text": "Measured"}], "assets": []}""")
                    .required("id")
                    .textValue();
            creator.post("/api/posts/" + post + "/submit", "{}");
            for (var who : List.of(reviewer, manager)) {
                var task = data.value("select task || ' ' || hash from inbox_item where subject = 'post:" + post + "'")
                        .split(" ", -1);
                who.post("/api/tasks/" + task[0] + "/decision", """
                        {"decision": "approve", "hash": "%s"}""".formatted(task[1]));
            }
            while (!data.value("select state from post where id = '" + post + "'").equals("published")) {
                Thread.sleep(20);
            }
        }
    }

    private static void due(String address, GrowthData data, int count) throws Exception {
        var slot = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(60);
        var prototype = GrowthPrototypes.due(address, slot);
        data.due(prototype, count - 1);
        var left = Duration.between(Instant.now(), slot);
        System.out.printf("%n%d posts due at %s, all there %d s before%n", count, slot, left.toSeconds());
        if (left.isNegative()) {
            throw new IllegalStateException("They were not there in time");
        }
        while (!data.value("select count(*) from post where state = 'published' and slot_at = '" + slot + "'")
                .equals(String.valueOf(count))) {
            Thread.sleep(200);
            if (Duration.between(slot, Instant.now()).toMinutes() > 5) {
                throw new IllegalStateException("After five minutes "
                        + data.value("select count(*) from post where state = 'published' and slot_at = '" + slot + "'")
                        + " of " + count + " are out");
            }
        }
        System.out.println(data.value("""
                select format('first after %%s s, half after %%s s, all after %%s s (aim: 10)',
                    round(extract(epoch from min(published_at) - slot_at), 1),
                    round(extract(epoch from percentile_disc(0.5) within group (order by published_at) - slot_at), 1),
                    round(extract(epoch from max(published_at) - slot_at), 1))
                from feed_entry join post on post.id = feed_entry.post where slot_at = '%s' group by slot_at""".formatted(slot)));
    }

    /** From a slot to its post in the feed, while nothing else is to be done. */
    private static void slot(String address, GrowthData data, int slots) throws Exception {
        for (var n = 0; n < slots; n++) {
            var slot = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(12 + n % 3);
            var post = GrowthPrototypes.due(address, slot).id();
            while (data.value("select count(*) from feed_entry where post = '" + post + "'").equals("0")) {
                Thread.sleep(200);
            }
            System.out.println("out after "
                    + data.value("select extract(epoch from published_at - slot_at) from feed_entry join post on post.id = feed_entry.post where post.id = '"
                            + post + "'")
                    + " s");
        }
    }

    private static void reconcile(String address, GrowthData data) throws Exception {
        var made = data.objects("true");
        System.out.printf("%n%d objects made%n", made);
        var begin = System.nanoTime();
        var progress = compared(address);
        System.out.printf(Locale.ROOT, "compared in %.0f s: %s%n", (System.nanoTime() - begin) / 1e9, progress);
    }

    private static JsonNode compared(String address) throws Exception {
        var admin = Api.demo(address, "admin");
        JsonNode progress;
        try {
            progress = admin.post("/api/reconciliations", "{}");
        } catch (IOException oneRuns) {
            progress = admin.get("/api/reconciliations/latest");
        }
        while (progress.required("state").asText().equals("running")) {
            Thread.sleep(1_000);
            progress = admin.get("/api/reconciliations/latest");
        }
        return progress;
    }

    /** Tables that are read as a whole, and how often. */
    private static void statements(GrowthData data) throws Exception {
        System.out.println(data.value("""
                select coalesce(string_agg(format('%-30s %8s scans of the whole table, %12s rows', relname, seq_scan, seq_tup_read),
                    E'\\n' order by seq_tup_read desc), '')
                from (select * from pg_stat_user_tables where seq_scan > 0 order by seq_tup_read desc limit 20) t"""));
    }
}
