package org.imprimatur.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.imprimatur.people.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * How many posts and files one person adds on this node, and how often they save, at a time and within a minute. Generous
 * for people and their programs; a program that runs wild does not fill the queues of everybody else.
 */
@Component
public class CreationBudget {

    /** Calls of one person at a time, of each kind; twice as many as a browser sends files at once from two tabs. */
    private static final int IN_PROGRESS = 8;

    private static final int IN_LINE = 24;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Budget posts;
    private final Budget uploads;
    private final Budget saves;
    private final MessageSource messages;

    /**
     * @param posts new posts of one person within a minute
     * @param uploads files of one person within a minute
     * @param saves versions and autosaves of one person within a minute
     */
    @Autowired
    public CreationBudget(
            @Value("${imprimatur.creation.posts-per-minute:120}") int posts,
            @Value("${imprimatur.creation.uploads-per-minute:600}") int uploads,
            @Value("${imprimatur.creation.saves-per-minute:600}") int saves,
            Clock clock,
            MessageSource messages) {
        this.posts = new Budget(posts, clock);
        this.uploads = new Budget(uploads, clock);
        this.saves = new Budget(saves, clock);
        this.messages = messages;
    }

    /**
     * Creates a post.
     *
     * @throws TooOften when this person has used up what a minute allows
     */
    public <T> T post(Person person, Supplier<T> creating) {
        return posts.spend(person.id(), "creation.posts.too-many", creating);
    }

    /**
     * Receives a file.
     *
     * @throws TooOften when this person has used up what a minute allows
     */
    public <T> T upload(Person person, Supplier<T> receiving) {
        return uploads.spend(person.id(), "creation.uploads.too-many", receiving);
    }

    /**
     * Saves a post that is there, or what is typed into its form.
     *
     * @throws TooOften when this person has used up what a minute allows
     */
    public <T> T save(Person person, Supplier<T> saving) {
        return saves.spend(person.id(), "creation.saves.too-many", saving);
    }

    private TooOften tooOften(String words, int most, Duration wait) {
        var seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new TooOften(
                messages.getMessage(words, new Object[] {most, seconds}, LocaleContextHolder.getLocale()), seconds);
    }

    /** One kind of thing. Remembers an instant for each person who adds something, so it grows with people alone. */
    private final class Budget {

        private final int perMinute;
        private final Allowance allowance;
        private final Clock clock;
        private final ConcurrentCallLimit atOnce = new ConcurrentCallLimit(IN_PROGRESS, IN_LINE, PATIENCE);

        /** When all that a person did is forgotten; each call moves it on. */
        private final Map<String, Instant> forgotten = new ConcurrentHashMap<>();

        Budget(int perMinute, Clock clock) {
            this.perMinute = perMinute;
            this.allowance = new Allowance(perMinute, Duration.ofMinutes(1).dividedBy(perMinute));
            this.clock = clock;
        }

        <T> T spend(String person, String words, Supplier<T> call) {
            if (!atOnce.begin(person)) {
                throw tooOften("creation.at-once", IN_PROGRESS, PATIENCE);
            }
            try {
                take(person, words);
                return call.get();
            } finally {
                atOnce.end(person);
            }
        }

        private void take(String person, String words) {
            var now = clock.instant();
            forgotten.compute(person, (id, before) -> {
                var from = before == null || before.isBefore(now) ? now : before;
                var ahead = Duration.between(now, from).minus(allowance.allButOne());
                if (ahead.compareTo(Duration.ZERO) > 0) {
                    throw tooOften(words, perMinute, ahead);
                }
                return from.plus(allowance.oneMoreAfter());
            });
        }
    }
}
