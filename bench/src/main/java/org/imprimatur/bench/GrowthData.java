package org.imprimatur.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.imprimatur.bench.GrowthPrototypes.Prototype;
import org.imprimatur.log.ChainRows;
import org.imprimatur.search.SearchRows;
import org.imprimatur.search.SearchText;
import org.imprimatur.search.SearchText.Weight;
import org.postgresql.PGConnection;

/**
 * Years of use in minutes: {@link GrowthPrototypes} are copied with every row that the product wrote for them, in its own
 * tables and the engine's, by PostgreSQL's {@code copy} with all constraints and triggers on.
 */
final class GrowthData implements AutoCloseable {

    static final String WORD_EVERYWHERE = ZipfText.word(0);

    /** Only in the oldest posts and assets of the largest brand, in about one of five thousand. */
    static final String WORD_OF_OLD = "altmodisch";

    private static final int BATCH = 500;
    private static final int WRITERS = 4;

    /** Entries of the log about one asset. */
    private static final int LOGGED_PER_ASSET = 3;

    private static final long YEAR = 365L * 24 * 3600;

    /** Tables in the order of their foreign keys, and which rows of theirs belong to a subject (?1) or its process (?2). */
    private static final Map<String, String> TABLES = new LinkedHashMap<>();

    static {
        var task = "in (select task from approval_step where subject = '?1' union select id_ from act_ru_task where proc_inst_id_ = '?2')";
        TABLES.put("asset", "'asset:' || id = '?1'");
        TABLES.put("asset_uploader (asset, person, uploaded_at)", "'asset:' || asset = '?1'");
        TABLES.put("post", "'post:' || id = '?1'");
        TABLES.put("post_variant", "'post:' || post = '?1'");
        TABLES.put("post_asset", "'post:' || post = '?1'");
        TABLES.put("post_author", "'post:' || post = '?1'");
        TABLES.put("approval", "subject = '?1'");
        TABLES.put("approval_round", "subject = '?1'");
        TABLES.put("approval_step", "subject = '?1'");
        TABLES.put("decision", "subject = '?1'");
        TABLES.put("inbox_item", "subject = '?1'");
        TABLES.put("inbox_candidate", "task in (select task from inbox_item where subject = '?1')");
        TABLES.put("publication_attempt", "subject = '?1'");
        TABLES.put("feed_entry", "'post:' || post = '?1'");
        TABLES.put("feed_media", "entry in (select id from feed_entry where 'post:' || post = '?1')");
        TABLES.put("act_ru_execution", "proc_inst_id_ = '?2'");
        TABLES.put("act_ru_task", "proc_inst_id_ = '?2'");
        TABLES.put("act_ru_identitylink", "task_id_ in (select id_ from act_ru_task where proc_inst_id_ = '?2')");
        TABLES.put("act_ru_authorization", "resource_id_ in (select id_ from act_ru_task where proc_inst_id_ = '?2')");
        TABLES.put("act_ru_variable", "proc_inst_id_ = '?2'");
        TABLES.put("act_ru_job", "process_instance_id_ = '?2'");
        TABLES.put("act_ru_event_subscr", "proc_inst_id_ = '?2'");
        for (var history : List.of("procinst", "actinst", "taskinst", "varinst", "detail", "op_log", "incident")) {
            TABLES.put("act_hi_" + history, "proc_inst_id_ = '?2'");
        }
        TABLES.put("act_hi_comment", "task_id_ " + task);
        TABLES.put("log (at, what, brand, actor, subject, version, detail)", "subject = '?1' order by number");
    }

    /** Timers are due when they were: nothing is to happen but what the benchmark makes happen. */
    private static final Set<String> TIMES_KEPT = Set.of("act_ru_job", "act_ru_event_subscr");

    private final String url;
    private final Properties login = new Properties();
    private final Path data;
    private final Connection database;

    /** Another one for each call that copies the same prototypes: copies are never equal. */
    private long seed = 4711;

    /** @param data the folder of a product that runs on the embedded database */
    GrowthData(Path data) throws IOException, SQLException {
        this.data = data;
        url = "jdbc:postgresql://127.0.0.1:"
                + Files.readString(data.resolve("ports/postgres")).strip() + "/imprimatur";
        login.setProperty("user", "imprimatur");
        login.setProperty(
                "password",
                Files.readString(data.resolve("secrets/postgres-password")).strip());
        database = open();
    }

    /** A connection of its own, in a transaction, in UTC. */
    Connection open() throws SQLException {
        var connection = DriverManager.getConnection(url, login);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            statement.execute("set maintenance_work_mem = '256MB'");
        }
        connection.commit();
        return connection;
    }

    record Size(int posts, int assets, int links, int people, int brands) {}

    /** A prototype, its rows by table, what is its own alone, and what was signed by its hash. */
    private record Family(
            Prototype prototype,
            Map<String, List<RowTemplate>> rows,
            Set<String> tokens,
            Map<String, RowTemplate> documents) {}

    void fill(List<Prototype> prototypes, Size size) throws Exception {
        var brands = brands(size.brands());
        people(brands, size.people());
        step("people and brands");
        var families = new ArrayList<Family>();
        for (var prototype : prototypes) {
            families.add(family(prototype));
        }
        var listed = new ConcurrentHashMap<String, Set<String>>();
        copy(only(families, "post"), size.posts(), brands, 1, listed);
        step(size.posts() + " posts");
        var entries = Math.max(1, (size.links() - count("log")) / LOGGED_PER_ASSET);
        var perAsset = (int) Math.max(1, Math.round((double) size.assets() / entries));
        copy(only(families, "asset"), size.assets(), brands, perAsset, listed);
        step(size.assets() + " assets");
        words(listed);
        step("words");
        try (var reading = open()) {
            ChainRows.append(database, reading);
        }
        step(count("log_chain") + " links of the log's chain");
        settle();
        step("statistics; " + count("act_ru_task") + " open tasks, " + count("act_ru_job") + " timers");
    }

    private long begin = System.nanoTime();

    private void step(String what) {
        System.out.printf(Locale.ROOT, "%6.0f s  %s%n", (System.nanoTime() - begin) / 1e9, what);
        begin = System.nanoTime();
    }

    private static List<Family> only(List<Family> families, String kind) {
        return families.stream()
                .filter(family -> family.prototype.kind().equals(kind))
                .toList();
    }

    /** The largest one is the first, with about a fifth of everything. */
    private List<String> brands(int count) throws SQLException {
        var brands = new ArrayList<String>();
        try (var insert = database.prepareStatement(
                "insert into brand (id, name, zone, made) values (?, ?, 'Europe/Berlin', now())")) {
            for (var n = 1; n <= count; n++) {
                brands.add("brand-" + n);
                insert.setString(1, "brand-" + n);
                insert.setString(2, "Brand " + n);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        database.commit();
        return brands;
    }

    private void people(List<String> brands, int count) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("""
                    insert into person (id, name, zone, password, made)
                    select 'person-' || n, 'Person ' || n, 'Europe/Berlin', (select password from person where id = 'admin'), now()
                    from generate_series(1, %d) n""".formatted(count));
            statement.execute("""
                    insert into membership (person, brand, role)
                    select 'person-' || n, 'brand-' || 1 + (n + brand * 7) %% %d, roles.role
                    from generate_series(1, %d) n cross join generate_series(0, 1) brand
                    cross join lateral (select (array['creator', 'librarian', 'reviewer', 'brand-manager'])[1 + n %% 4] as role) roles
                    on conflict do nothing""".formatted(brands.size(), count));
            statement.execute("""
                    insert into membership (person, brand, role)
                    select person, 'brand-1', role from membership where brand = '%s'""".formatted(GrowthPrototypes.BRAND));
            statement.execute("delete from membership where brand = '%s'".formatted(GrowthPrototypes.BRAND));
            statement.execute("""
                    insert into membership (person, brand, role)
                    select 'person-1', id, role from brand, (values ('reviewer'), ('brand-manager'), ('creator'), ('librarian')) r (role)
                    where id like 'brand-%%' on conflict do nothing""".formatted());
        }
        database.commit();
    }

    private Family family(Prototype prototype) throws SQLException, IOException {
        var lines = new LinkedHashMap<String, List<String>>();
        var documents = new LinkedHashMap<String, String>();
        var subjects = new ArrayList<String>();
        if (prototype.picture() != null) {
            subjects.add("asset:" + prototype.picture());
        }
        subjects.add(prototype.kind() + ":" + prototype.id());
        for (var subject : subjects) {
            var instance = value("select instance from approval where subject = '" + subject + "'");
            for (var table : TABLES.entrySet()) {
                var name = table.getKey().replaceFirst(" .*", "");
                var columns = table.getKey().contains("(") ? table.getKey().replaceFirst(".*\\((.*)\\)", "$1") : "*";
                var where = table.getValue().replace("?1", subject).replace("?2", instance);
                lines.computeIfAbsent(table.getKey(), each -> new ArrayList<>())
                        .addAll(copyOut("select " + columns + " from " + name + " where " + where));
            }
            for (var hash : copyOut("select hash from approval_round where subject = '" + subject + "'")) {
                documents.put(hash, value("select document from approval_round where hash = '" + hash + "'"));
            }
        }
        var own = new LinkedHashSet<String>();
        lines.values().forEach(each -> each.forEach(line -> own.addAll(RowTemplate.tokens(line))));
        var shared = new HashSet<String>();
        for (var query : List.of("select id_ from act_re_procdef", "select id_ from act_re_deployment", "select id_ from act_ru_jobdef")) {
            copyOut(query).forEach(line -> shared.addAll(RowTemplate.tokens(line)));
        }
        own.removeAll(shared);
        own.removeIf(token -> token.contains(" ")); // points in time
        var templates = new LinkedHashMap<String, List<RowTemplate>>();
        lines.forEach((table, each) -> templates.put(
                table,
                each.stream()
                        .map(line -> new RowTemplate(line, own, TIMES_KEPT.contains(table)))
                        .toList()));
        var signed = new LinkedHashMap<String, RowTemplate>();
        documents.forEach((hash, document) -> {
            if (!sha256(document).equals(hash)) {
                throw new IllegalStateException("The hash of " + prototype + " is not that of its document");
            }
            signed.put(hash, new RowTemplate(document, own, true));
        });
        return new Family(prototype, templates, own, signed);
    }

    /**
     * Copies in several connections at once, a batch in each transaction.
     *
     * @param logged of how many copies one brings its entries of the log
     */
    private void copy(
            List<Family> families, int count, List<String> brands, int logged, Map<String, Set<String>> listed)
            throws Exception {
        seed += 1L << 32;
        var next = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(WRITERS);
        try {
            var writers = new ArrayList<Callable<Boolean>>();
            for (var n = 0; n < WRITERS; n++) {
                writers.add(() -> {
                    try (var connection = open()) {
                        for (var done = next.getAndAdd(BATCH); done < count; done = next.getAndAdd(BATCH)) {
                            copy(connection, families, done, Math.min(count, done + BATCH), brands, logged, listed);
                        }
                    }
                    return true;
                });
            }
            for (var writer : threads.invokeAll(writers)) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void copy(
            Connection connection,
            List<Family> families,
            int from,
            int to,
            List<String> brands,
            int logged,
            Map<String, Set<String>> listed)
            throws SQLException, IOException {
        var weights = families.stream().mapToInt(family -> family.prototype.share()).toArray();
        var sum = java.util.Arrays.stream(weights).sum();
        var tables = new LinkedHashMap<String, StringBuilder>();
        TABLES.keySet().forEach(table -> tables.put(table, new StringBuilder()));
        var entries = new StringBuilder();
        var random = new Random(seed + from);
        var words = new ZipfText(seed + from);
        for (var n = from; n < to; n++) {
            var place = n % sum;
            var which = 0;
            while (place >= weights[which]) {
                place -= weights[which++];
            }
            var family = families.get(which);
            var brand = brands.get((int) (Math.pow(random.nextDouble(), 2.2) * brands.size()));
            var age = random.nextLong(2 * YEAR);
            var values = values(family, brand, age, random, words);
            for (var table : tables.entrySet()) {
                if (n % logged == 0 || !table.getKey().startsWith("log ")) {
                    for (var row : family.rows.getOrDefault(table.getKey(), List.of())) {
                        row.write(table.getValue(), values, age);
                        table.getValue().append('\n');
                    }
                }
            }
            entry(family.prototype, values, brand, entries, listed);
        }
        for (var table : tables.entrySet()) {
            copyIn(connection, "copy " + table.getKey() + " from stdin", table.getValue());
        }
        copyIn(connection, "copy search_entry (kind, id, brand, words) from stdin", entries);
        connection.commit();
    }

    private Map<String, String> values(
            Family family, String brand, long age, Random random, ZipfText words) {
        var values = new HashMap<String, String>();
        var mine = brand.equals("brand-1") && random.nextInt(20) == 0;
        for (var token : family.tokens) {
            if (token.length() == 36) {
                values.put(token, new UUID(random.nextLong(), random.nextLong()).toString());
            } else if (token.length() == 64) {
                values.put(token, "%016x%016x%016x%016x".formatted(
                        random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
            } else if (token.startsWith("growth-")) {
                values.put(token, mine ? token : "person-" + (1 + random.nextInt(500)));
            }
        }
        values.put(GrowthPrototypes.BRAND, brand);
        var old = age > 1.9 * YEAR && random.nextInt(250) == 0 ? " " + WORD_OF_OLD : "";
        values.put(GrowthPrototypes.TITLE, words.sentence(3 + random.nextInt(4)) + old);
        values.put(GrowthPrototypes.TEXT, words.sentence(15 + random.nextInt(25)));
        family.documents.forEach((hash, document) -> {
            var text = new StringBuilder();
            document.write(text, values, age);
            values.put(hash, sha256(text.toString()));
        });
        family.tokens.forEach(token -> values.putIfAbsent(token, token));
        return values;
    }

    /** As the product takes the texts of a post and of an asset apart. */
    private static void entry(
            Prototype prototype,
            Map<String, String> values,
            String brand,
            StringBuilder to,
            Map<String, Set<String>> listed) {
        var text = new SearchText().add(Weight.A, values.get(GrowthPrototypes.TITLE));
        if (prototype.kind().equals("post")) {
            text.add(Weight.B, values.get(GrowthPrototypes.TEXT));
        } else {
            text.add(Weight.C, "growth.jpg");
        }
        to.append(prototype.kind())
                .append('\t')
                .append(values.get(prototype.id()))
                .append('\t')
                .append(brand)
                .append('\t')
                .append(SearchRows.vector(text))
                .append('\n');
        listed.computeIfAbsent(brand, each -> ConcurrentHashMap.newKeySet()).addAll(SearchRows.words(text));
    }

    private void words(Map<String, Set<String>> listed) throws SQLException, IOException {
        for (var brand : listed.entrySet()) {
            var lines = new StringBuilder();
            brand.getValue().stream()
                    .sorted()
                    .forEach(word -> lines.append(brand.getKey()).append('\t').append(word).append('\n'));
            copyIn(database, "copy search_word (brand, word) from stdin", lines);
        }
        database.commit();
    }

    /** As autovacuum would have done in years. */
    private void settle() throws SQLException {
        database.setAutoCommit(true);
        try (var statement = database.createStatement()) {
            statement.execute("vacuum analyze");
        }
        database.setAutoCommit(false);
    }

    /** Copies of one post that waits for its slot. */
    void due(Prototype prototype, int copies) throws Exception {
        copy(List.of(family(prototype)), copies, List.of(GrowthPrototypes.BRAND), 1, new ConcurrentHashMap<>());
    }

    /**
     * Writes a small file for objects of assets, where the embedded store has its files.
     *
     * @param which a condition on {@code asset}
     * @return how many objects and thumbnails were missing
     */
    int objects(String which) throws SQLException, IOException {
        var bucket = data.resolve("objects/imprimatur");
        var example = bucket.resolve(value("select storage_key from asset where brand = '" + GrowthPrototypes.BRAND + "' limit 1"));
        var bytes = Files.readAllBytes(example);
        var made = 0;
        for (var key : copyOut("""
                select k from asset cross join lateral (values (storage_key), (thumbnail_key)) keys (k)
                where k is not null and %s""".formatted(which))) {
            var file = bucket.resolve(key);
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.write(file, bytes);
                made++;
            }
        }
        return made;
    }

    /** People who read, with the demo's password and all roles in a brand: {@code reader-1} and so on. */
    void readers(String brand, int count) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("""
                    insert into person (id, name, zone, password, made)
                    select 'reader-' || n, 'Reader ' || n, 'UTC', (select password from person where id = 'admin'), now()
                    from generate_series(1, %d) n""".formatted(count));
            statement.execute("""
                    insert into membership (person, brand, role)
                    select person.id, '%s', role from person, (values ('creator'), ('reviewer'), ('librarian'), ('brand-manager')) r (role)
                    where person.id like 'reader-%%'""".formatted(brand));
        }
        database.commit();
    }

    long count(String table) throws SQLException {
        return Long.parseLong(value("select count(*) from " + table));
    }

    /** The first column of the first row, as text. */
    String value(String query) throws SQLException {
        try (var statement = database.createStatement();
                var row = statement.executeQuery(query)) {
            if (!row.next()) {
                throw new SQLException("No row: " + query);
            }
            return String.valueOf(row.getString(1));
        } finally {
            if (!database.getAutoCommit()) {
                database.commit();
            }
        }
    }

    private List<String> copyOut(String query) throws SQLException, IOException {
        var lines = new ByteArrayOutputStream();
        database.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (" + query + ") to stdout", lines);
        return lines.toString(UTF_8).lines().toList();
    }

    private static void copyIn(Connection connection, String command, StringBuilder lines)
            throws SQLException, IOException {
        if (!lines.isEmpty()) {
            connection.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(command, new java.io.ByteArrayInputStream(lines.toString().getBytes(UTF_8)), 1 << 16);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
