package org.imprimatur.killed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.jspecify.annotations.Nullable;

/** A program that works in somebody's name without pause, at whichever node it meets, and keeps what was promised. */
abstract sealed class Client implements Runnable {

    private final List<Api> nodes;
    private final Lock turn;
    final Random dice;
    final Promises promises;
    final Tally tally;
    private volatile boolean stopped;

    /** @param turn held while a call is under way; whoever wants everybody to wait takes the other half of it */
    private Client(List<Api> nodes, Random dice, Promises promises, Tally tally, Lock turn) {
        this.nodes = nodes;
        this.dice = dice;
        this.promises = promises;
        this.tally = tally;
        this.turn = turn;
    }

    @Override
    public void run() {
        while (!stopped) {
            turn.lock();
            try {
                step(nodes.get(dice.nextInt(nodes.size())));
            } catch (UncheckedIOException e) {
                tally.cutOff();
            } catch (RuntimeException | AssertionError e) {
                tally.violation("A client cannot make sense of it: " + e);
            } finally {
                turn.unlock();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100 + dice.nextInt(500)));
        }
    }

    void stop() {
        stopped = true;
    }

    abstract void step(Api node);

    /** Sends files of all sizes: most are small pictures, some are large enough for several parts. */
    static final class Uploader extends Client {

        Uploader(List<Api> nodes, Random dice, Promises promises, Tally tally, Lock turn) {
            super(nodes, dice, promises, tally, turn);
        }

        @Override
        void step(Api node) {
            var kind = dice.nextInt(10);
            var name = kind < 7 ? "cup.jpg" : kind < 9 ? "notes.txt" : "reel.jpg";
            var content = kind < 7 ? Cast.picture() : kind < 9 ? words() : bytes();
            var answer = node.upload(Crew.BRAND, name, content);
            if (tally.answered(answer)) {
                var stored = answer.json();
                promises.uploaded(
                        new Promises.Upload(stored.get("id").asText(), sha256(content), content.length), kind < 7);
            }
        }

        private byte[] words() {
            var text = new StringBuilder();
            for (int word = 0; word < 2000; word++) {
                text.append(Integer.toString(dice.nextInt(1_000_000), 36)).append(word % 12 == 0 ? '\n' : ' ');
            }
            return text.toString().getBytes(UTF_8);
        }

        /** A picture with a film behind it, as phones write them. */
        private byte[] bytes() {
            var picture = Cast.picture();
            var bytes = new byte[1_000_000 + dice.nextInt(11_000_000)];
            dice.nextBytes(bytes);
            System.arraycopy(picture, 0, bytes, 0, picture.length);
            return bytes;
        }
    }

    /** Writes posts, saves them again and again, submits them, and sometimes takes one back. */
    static final class Writer extends Client {

        private static final int AT_ONCE = 6;

        private final List<Promises.Draft> open = new ArrayList<>();
        private @Nullable Call unanswered;

        Writer(List<Api> nodes, Random dice, Promises promises, Tally tally, Lock turn) {
            super(nodes, dice, promises, tally, turn);
        }

        @Override
        void step(Api node) {
            if (unanswered != null || (open.size() < AT_ONCE && (open.isEmpty() || dice.nextInt(4) == 0))) {
                create(node);
                return;
            }
            var draft = open.get(dice.nextInt(open.size()));
            var found = node.get("/api/posts/" + draft.post());
            if (!tally.answered(found)) {
                if (found.status() == 404) {
                    tally.violation("The post " + draft.post() + " was acknowledged and is not there");
                }
                return;
            }
            var post = found.json();
            switch (post.get("state").asText()) {
                case "draft", "changes_requested", "slot_missed", "withdrawn" -> {
                    if (dice.nextInt(3) == 0) {
                        submit(node, draft);
                    } else {
                        save(node, draft, post);
                    }
                }
                case "in_review", "brand_approval", "approved" -> {
                    if (dice.nextInt(25) == 0) {
                        tally.answered(node.post(
                                "/api/posts/" + draft.post() + "/withdraw", "{\"reason\": \"Changed my mind\"}"));
                    }
                }
                case "published", "rejected", "failed" -> open.remove(draft);
                default -> {} // on its way out
            }
        }

        /** Whatever happens to the call, it is sent again under its key until it is answered. */
        private void create(Api node) {
            var call = unanswered == null ? call() : unanswered;
            unanswered = call;
            var answer =
                    node.json("POST", "/api/brands/" + Crew.BRAND + "/posts", call.body, "Idempotency-Key", call.key);
            if (tally.answered(answer)) {
                open.add(promises.created(answer.text("/id"), call.text));
                unanswered = null;
            } else if (answer.status() < 500 && !answer.text("/type").endsWith("/key-in-use")) {
                unanswered = null;
            }
        }

        /** The title tells its key, so that the books can see what it made. */
        private Call call() {
            var key = new UUID(dice.nextLong(), dice.nextLong()).toString();
            var text = text();
            return new Call(key, text, """
                    {"title": "Once %s", "variants": [{"channel": "feed", "text": "%s"}], "assets": %s, "slot": %s}""".formatted(key, text, picture(), slot()));
        }

        private record Call(String key, String text, String body) {}

        private void save(Api node, Promises.Draft draft, JsonNode post) {
            var text = text();
            draft.tries(text);
            var answer = node.json(
                    "PATCH",
                    "/api/posts/" + draft.post(),
                    """
                    {"variants": [{"channel": "feed", "text": "%s"}], "slot": %s}""".formatted(text, slot()),
                    "If-Match",
                    "\"" + post.get("version").asInt() + "\"");
            if (tally.answered(answer)) {
                draft.saved(answer.json().get("version").asInt(), text);
            } else if (answer.status() < 500) {
                draft.refused(text);
            }
        }

        private void submit(Api node, Promises.Draft draft) {
            var answer = node.post("/api/posts/" + draft.post() + "/submit");
            if (tally.answered(answer)) {
                promises.submitted(new Promises.Submission(draft.post(), answer.text("/hash")));
            }
        }

        private String text() {
            return "A cup of it, " + Long.toUnsignedString(dice.nextLong(), 36);
        }

        private String picture() {
            var picture = dice.nextInt(3) == 0 ? promises.picture() : null;
            return picture == null ? "[]" : "[{\"id\": \"" + picture + "\", \"alt\": \"A cup\"}]";
        }

        /** Mostly as soon as approved; else in a moment, so that timers fire while everything is dying. */
        private String slot() {
            if (dice.nextInt(3) > 0) {
                return "null";
            }
            var at = LocalDateTime.ofInstant(Instant.now(), ZoneOffset.UTC)
                    .plusSeconds(15 + dice.nextInt(25))
                    .truncatedTo(ChronoUnit.SECONDS);
            return "{\"local\": \"" + at + "\", \"zone\": \"UTC\"}";
        }
    }

    /** Decides on what waits: mostly approves. */
    static final class Decider extends Client {

        private final String person;

        Decider(String person, List<Api> nodes, Random dice, Promises promises, Tally tally, Lock turn) {
            super(nodes, dice, promises, tally, turn);
            this.person = person;
        }

        @Override
        void step(Api node) {
            var waiting = node.get("/api/tasks?kind=decision&limit=30");
            if (!tally.answered(waiting) || waiting.json().isEmpty()) {
                return;
            }
            var all = waiting.json();
            var task = all.get(dice.nextInt(all.size()));
            var asset = task.at("/subject/kind").asText().equals("asset");
            var throwOf = dice.nextInt(20);
            var verdict = throwOf == 0 ? "reject" : throwOf < 4 && !asset ? "request_changes" : "approve";
            var id = task.get("id").asText();
            var hash = task.at("/subject/hash").asText();
            var subject = task.at("/subject/id").asText();
            var answer = node.post("/api/tasks/" + id + "/decision", """
                    {"decision": "%s", "hash": "%s", "comment": "Because."}""".formatted(verdict, hash));
            if (tally.answered(answer)) {
                promises.decided(new Promises.Decision(
                        id,
                        (asset ? "asset:" : "post:") + subject,
                        person,
                        verdict.toUpperCase(java.util.Locale.ROOT),
                        hash));
                if (asset && verdict.equals("approve")) {
                    promises.approved(subject);
                }
            }
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
