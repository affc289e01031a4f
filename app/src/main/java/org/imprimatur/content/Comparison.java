package org.imprimatur.content;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.imprimatur.content.Difference.Kind;
import org.imprimatur.content.Difference.Run;
import org.jspecify.annotations.Nullable;

/** Compares two sheets field by field and remembers what stayed the same. */
class Comparison {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.ENGLISH);

    private final boolean brief;
    private final List<Proof.Change> changed = new ArrayList<>();
    private final Set<String> same = new LinkedHashSet<>();

    /** @param brief whether long unchanged stretches are left out */
    Comparison(boolean brief) {
        this.brief = brief;
    }

    void text(String field, String of, String before, String after) {
        if (before.equals(after)) {
            same.add(field);
            return;
        }
        var runs = brief ? Difference.brief(before, after) : Difference.between(before, after);
        changed.add(new Proof.Change(field, of, runs, List.of()));
    }

    void pictures(List<Proof.Picture> before, List<Proof.Picture> after) {
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        var moved = new ArrayList<Proof.Moved>();
        missing(before, after, Kind.REMOVED, moved);
        missing(after, before, Kind.ADDED, moved);
        if (!moved.isEmpty()) {
            changed.add(new Proof.Change("pictures", "", List.of(), List.copyOf(moved)));
        } else if (!ids(before).equals(ids(after))) {
            changed.add(new Proof.Change("order", "", List.of(), List.of()));
        } else {
            same.add("pictures");
        }
        var several = after.size() > 1;
        for (var i = 0; i < after.size(); i++) {
            var picture = after.get(i);
            var number = several ? Integer.toString(i + 1) : "";
            before.stream()
                    .filter(earlier -> earlier.id().equals(picture.id()))
                    .findFirst()
                    .ifPresent(earlier -> text("alt", number, earlier.alt(), picture.alt()));
        }
    }

    void slot(Proof.@Nullable Time before, Proof.@Nullable Time after) {
        if (Objects.equals(before, after)) {
            same.add("slot");
            return;
        }
        var runs = new ArrayList<Run>();
        runs.add(new Run(Kind.REMOVED, words(before)));
        runs.add(new Run(Kind.SAME, " "));
        runs.add(new Run(Kind.ADDED, words(after)));
        changed.add(new Proof.Change("slot", "", List.copyOf(runs), List.of()));
    }

    /** A field of which one stayed and another changed is a changed one. */
    Proof.Changes result() {
        changed.forEach(change -> same.remove(change.field()));
        return new Proof.Changes(List.copyOf(changed), List.copyOf(same));
    }

    private static void missing(List<Proof.Picture> from, List<Proof.Picture> in, Kind kind, List<Proof.Moved> into) {
        from.stream()
                .filter(picture -> !ids(in).contains(picture.id()))
                .forEach(picture -> into.add(new Proof.Moved(kind, picture.id(), picture.alt())));
    }

    private static List<String> ids(List<Proof.Picture> pictures) {
        return pictures.stream().map(Proof.Picture::id).toList();
    }

    private static String words(Proof.@Nullable Time slot) {
        return slot == null
                ? "As soon as it is approved"
                : CLOCK.format(slot.local()) + " " + slot.zone().getId();
    }
}
