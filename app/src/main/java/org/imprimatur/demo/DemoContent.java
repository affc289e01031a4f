package org.imprimatur.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.imprimatur.log.Log;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the demo's stories in the background, once the product is ready. How far each was told is written into the log
 * together with what was done, so a crash in between is no harm: the next start goes on from there.
 */
@Component
@ConditionalOnDemo
class DemoContent implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

    private static final Logger LOGGER = LoggerFactory.getLogger(DemoContent.class);
    private static final long BETWEEN_LOOKS = 400; // milliseconds; cataloging a picture takes about that long
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final DemoStories stories;
    private final Log log;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private @Nullable ScheduledExecutorService narrator;
    private @Nullable RuntimeException last;

    DemoContent(DemoStories stories, Log log, TransactionTemplate transaction, Clock clock) {
        this.stories = stories;
        this.log = log;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The subject that a story is about; empty while its first step was not done. */
    static Optional<String> told(Log log, String story) {
        return log.about("demo:" + story).stream()
                .map(written -> written.entry().detail())
                .filter(detail -> detail != null)
                .findFirst();
    }

    @Override
    public synchronized void onApplicationEvent(ApplicationReadyEvent ready) {
        if (narrator != null || finished()) {
            return;
        }
        var until = clock.instant().plus(PATIENCE);
        narrator = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "demo");
            thread.setDaemon(true);
            return thread;
        });
        var unused =
                narrator.scheduleWithFixedDelay(() -> look(until), BETWEEN_LOOKS, BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void destroy() {
        if (narrator != null) {
            narrator.shutdownNow();
        }
    }

    private void look(Instant until) {
        for (var story : stories.all()) {
            try {
                while (step(story)) {
                    LOGGER.debug("The story {} goes on", story.name());
                }
            } catch (RuntimeException e) {
                LOGGER.debug("The story {} waits", story.name(), e); // somebody else was faster; the next look sees it
                last = e;
            }
        }
        if (finished()) {
            LOGGER.info("The sample posts and assets are there");
            destroy();
        } else if (clock.instant().isAfter(until)) {
            LOGGER.info("Some sample posts were taken another way; the rest is left as it is", last);
            destroy();
        }
    }

    /** Does the next step of a story, if there is one and it can be done. */
    private boolean step(DemoStories.Story story) {
        var told = log.about("demo:" + story.name());
        if (told.size() >= story.steps().size()) {
            return false;
        }
        var step = story.steps().get(told.size());
        var subject = told(log, story.name()).orElse("");
        if (!step.together()) {
            var done = step.deed().on(subject);
            transaction.executeWithoutResult(status -> done.ifPresent(about -> mark(story, about)));
            return done.isPresent();
        }
        var done = transaction.execute(status -> {
            var about = step.deed().on(subject);
            about.ifPresent(each -> mark(story, each));
            return about.isPresent();
        });
        return Boolean.TRUE.equals(done);
    }

    private void mark(DemoStories.Story story, String subject) {
        log.write(new Log.Entry("demo.told", DemoPeople.BRAND, null, "demo:" + story.name(), null, subject));
    }

    private boolean finished() {
        return stories.all().stream()
                .allMatch(story -> log.about("demo:" + story.name()).size()
                        >= story.steps().size());
    }
}
