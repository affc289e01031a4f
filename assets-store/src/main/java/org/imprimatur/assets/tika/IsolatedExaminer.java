package org.imprimatur.assets.tika;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.imprimatur.assets.CatalogingSettings;
import org.imprimatur.assets.Examiner;
import org.imprimatur.assets.Findings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Has files examined by long-lived child processes, one for each caller at a time. A child that is lost or overdue is
 * replaced for the next file; so is one that has seen many, for what parsers forget to free.
 */
@Component
class IsolatedExaminer implements Examiner {

    /** On disk, for what one file unpacks to. */
    private static final DataSize ROOM = DataSize.ofGigabytes(1);

    private final CatalogingSettings settings;
    private final Class<?> main;
    private final DataSize room;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemons());
    private final Deque<Child> idle = new ArrayDeque<>();
    private final Set<Child> busy = new HashSet<>();

    @Autowired
    IsolatedExaminer(CatalogingSettings settings) {
        this(settings, ExaminerProcess.class, ROOM);
    }

    /**
     * @param main what the child runs
     * @param room on disk, for what one file unpacks to
     */
    IsolatedExaminer(CatalogingSettings settings, Class<?> main, DataSize room) {
        this.settings = settings;
        this.main = main;
        this.room = room;
        Child.removeLeftovers();
    }

    private static CustomizableThreadFactory daemons() {
        var threads = new CustomizableThreadFactory("examiner-limit-");
        threads.setDaemon(true);
        return threads;
    }

    @Override
    public Findings examine(String fileName, InputStream content) throws IOException, Excessive, Lost {
        var child = take();
        var healthy = false;
        try {
            Files.copy(content, child.file());
            child.awaitReady(timer);
            var answer = child.ask(fileName, settings.textLimit(), settings.pixelLimit(), settings.timeout(), timer);
            var findings = new Findings(
                    answer.mediaType(),
                    answer.metadata(),
                    answer.text(),
                    thumbnail(child, answer),
                    answer.notes(),
                    answer.failure());
            child.wipe();
            healthy = child.examined() < settings.documentsPerChild();
            return findings;
        } finally {
            putBack(child, healthy);
        }
    }

    private static Findings.@Nullable Thumbnail thumbnail(Child child, Answer answer) throws IOException {
        var type = answer.thumbnailType();
        return type == null
                ? null
                : child.thumbnailBytes()
                        .map(bytes -> new Findings.Thumbnail(bytes, type))
                        .orElse(null);
    }

    private synchronized Child take() throws IOException {
        var child = idle.poll();
        while (child != null && !child.alive()) {
            child.close();
            child = idle.poll();
        }
        if (child == null) {
            child = new Child(main, settings.heap(), room);
        }
        busy.add(child);
        return child;
    }

    private void putBack(Child child, boolean healthy) {
        synchronized (this) {
            busy.remove(child);
            if (healthy && child.alive()) {
                idle.push(child);
                return;
            }
        }
        child.close();
    }

    /** Further files start new children. */
    @Override
    public void close() {
        synchronized (this) {
            busy.forEach(Child::close);
            idle.forEach(Child::close);
            idle.clear();
        }
    }
}
