package org.imprimatur.web;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.imprimatur.approval.Way;
import org.imprimatur.text.UnicodeText;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** The signs and words that pages share: states, people, groups, milestones. */
@Component("words")
public class Words {

    private static final int COLOURS = 8;

    private static final Map<String, Sign> POST = Map.ofEntries(
            Map.entry("draft", new Sign("", "pencil", "state.post.draft")),
            Map.entry("in_review", new Sign("chip-info", "eye", "state.post.in_review")),
            Map.entry("changes_requested", new Sign("chip-warn", "arrow-back-up", "state.post.changes_requested")),
            Map.entry("slot_missed", new Sign("chip-warn", "clock-exclamation", "state.post.slot_missed")),
            Map.entry("brand_approval", new Sign("chip-info", "award", "state.post.brand_approval")),
            Map.entry("approved", new Sign("chip-good", "rubber-stamp", "state.post.approved")),
            Map.entry("publishing", new Sign("chip-info", "loader-2", "state.post.publishing")),
            Map.entry("published", new Sign("chip-out", "world-check", "state.post.published")),
            Map.entry("rejected", new Sign("chip-bad", "circle-x", "state.post.rejected")),
            Map.entry("withdrawn", new Sign("", "archive", "state.post.withdrawn")),
            Map.entry("failed", new Sign("chip-bad", "alert-triangle", "state.post.failed")));

    private static final Map<String, Sign> ASSET = Map.of(
            "received", new Sign("", "inbox", "state.asset.received"),
            "cataloging", new Sign("chip-info", "scan", "state.asset.cataloging"),
            "cataloged", new Sign("", "list-check", "state.asset.cataloged"),
            "approved", new Sign("chip-good", "rubber-stamp", "state.asset.approved"),
            "rejected", new Sign("chip-bad", "circle-x", "state.asset.rejected"),
            "failed", new Sign("chip-bad", "alert-triangle", "state.asset.failed"));

    private final MessageSource messages;

    Words(MessageSource messages) {
        this.messages = messages;
    }

    /** The chip of a post's state: its word, or the enum that has it as a name. */
    public Sign post(Object state) {
        return sign(POST, state);
    }

    /** The chip of an asset's state: its word, or the enum that has it as a name. */
    public Sign asset(Object state) {
        return sign(ASSET, state);
    }

    /** The character that stands for a brand: the first of its name. */
    public String initial(String name) {
        return UnicodeText.firstCharacter(name);
    }

    /** Whether nobody would see anything of a text. */
    public boolean blank(@Nullable String text) {
        return text == null || UnicodeText.isBlank(text);
    }

    /** Two letters that stand for a person: of the first two parts of the id, else its first two. */
    public String letters(String id) {
        var parts = id.split("[-._@ ]+", -1);
        var letters = parts.length > 1 && !parts[0].isEmpty() && !parts[1].isEmpty()
                ? parts[0].substring(0, 1) + parts[1].substring(0, 1)
                : id.substring(0, Math.min(2, id.length()));
        return letters.toUpperCase(Locale.ROOT);
    }

    /** One of eight, always the same for a person. */
    public int colour(String id) {
        return Math.floorMod(id.hashCode(), COLOURS);
    }

    /** Who is asked: {@code brand managers} for the group {@code aurora:brand-manager}, {@code @kim} for a person. */
    public String candidate(String candidate) {
        var colon = candidate.indexOf(':');
        if (colon < 0) {
            return "@" + candidate;
        }
        var role = candidate.substring(colon + 1);
        return Objects.requireNonNullElse(
                messages.getMessage("role." + role, null, role, LocaleContextHolder.getLocale()), role);
    }

    /** All who are asked, as a phrase: {@code librarians or brand managers}. */
    public String candidates(Collection<String> candidates) {
        var or = messages.getMessage("words.or", null, LocaleContextHolder.getLocale());
        return candidates.stream().map(this::candidate).collect(Collectors.joining(" " + or + " "));
    }

    /** Key of the words for an HTTP status: one for 403, 404 and 409 each, else one for its hundred. */
    public String error(int status) {
        return switch (status) {
            case 403, 404, 409, 503 -> "error." + status;
            default -> status >= 500 ? "error.5xx" : "error.4xx";
        };
    }

    /** How many milestones are done. */
    public int done(List<Way.Milestone> milestones) {
        return (int) milestones.stream()
                .filter(milestone -> milestone.progress() == Way.Progress.DONE)
                .count();
    }

    /** Which milestone is the current one, from 1; 0 when none is. */
    public int now(List<Way.Milestone> milestones) {
        return milestones.stream().map(Way.Milestone::progress).toList().indexOf(Way.Progress.NOW) + 1;
    }

    private static Sign sign(Map<String, Sign> signs, Object state) {
        var word = (state instanceof Enum<?> constant ? constant.name() : state.toString()).toLowerCase(Locale.ROOT);
        var sign = signs.get(word);
        if (sign == null) {
            throw new IllegalArgumentException("no such state: " + word);
        }
        return sign;
    }

    /**
     * How a state looks.
     *
     * @param style class of the chip's tone; empty for neutral
     * @param icon name of the icon
     * @param key of its word
     */
    public record Sign(String style, String icon, String key) {}
}
