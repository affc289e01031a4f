package org.imprimatur.killed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What the product has acknowledged to the clients: from that moment on nothing may take it back. */
final class Promises {

    private final Collection<Upload> uploads = new ConcurrentLinkedQueue<>();
    private final Map<String, Draft> drafts = new ConcurrentHashMap<>();
    private final Set<String> pictures = ConcurrentHashMap.newKeySet();
    private final Queue<String> usable = new ConcurrentLinkedQueue<>();
    private final Collection<Submission> submissions = new ConcurrentLinkedQueue<>();
    private final Collection<Decision> decisions = new ConcurrentLinkedQueue<>();

    void uploaded(Upload upload, boolean picture) {
        uploads.add(upload);
        if (picture) {
            pictures.add(upload.asset());
        }
    }

    /** An approved picture may go along with posts. */
    void approved(String asset) {
        if (pictures.remove(asset)) {
            usable.add(asset);
        }
    }

    /** One that was approved; null when there is none yet. */
    @Nullable
    String picture() {
        return usable.peek();
    }

    Draft created(String post, String text) {
        var draft = new Draft(post, text);
        drafts.put(post, draft);
        return draft;
    }

    void submitted(Submission submission) {
        submissions.add(submission);
    }

    void decided(Decision decision) {
        decisions.add(decision);
    }

    List<Upload> uploads() {
        return List.copyOf(uploads);
    }

    List<Draft> drafts() {
        return List.copyOf(drafts.values());
    }

    List<Submission> submissions() {
        return List.copyOf(submissions);
    }

    List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    int count() {
        return uploads.size()
                + submissions.size()
                + decisions.size()
                + drafts.values().stream().mapToInt(Draft::saves).sum();
    }

    /** Bytes that were stored. */
    record Upload(String asset, String sha256, long size) {}

    /** A version that was frozen. */
    record Submission(String post, String hash) {}

    /** A signature. */
    record Decision(String task, String subject, String person, String verdict, String hash) {}

    /** A post that one client writes: the text acknowledged last, and those of which nobody heard whether they came. */
    static final class Draft {

        private final String post;
        private final List<String> unanswered = new ArrayList<>();
        private int version = 1;
        private int saves = 1;
        private String text;

        private Draft(String post, String text) {
            this.post = post;
            this.text = text;
        }

        String post() {
            return post;
        }

        synchronized int saves() {
            return saves;
        }

        synchronized void tries(String next) {
            unanswered.add(next);
        }

        synchronized void saved(int nextVersion, String next) {
            version = nextVersion;
            text = next;
            saves++;
            unanswered.clear();
        }

        /** The try was answered, and nothing was saved by it. */
        synchronized void refused(String next) {
            unanswered.remove(next);
        }

        /** What is wrong with this post as it is found; null when it keeps the promise. */
        synchronized @Nullable String broken(int foundVersion, String foundText) {
            if (foundVersion < version) {
                return "Version " + version + " was acknowledged, it is at " + foundVersion;
            }
            if (foundVersion == version && !foundText.equals(text)) {
                return "Version " + version + " was acknowledged as \"" + text + "\", it says \"" + foundText + "\"";
            }
            if (foundVersion > version && !unanswered.contains(foundText)) {
                return "Version " + foundVersion + " says \"" + foundText + "\", which nobody wrote";
            }
            return null;
        }
    }
}
