package org.imprimatur.content;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Way;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Tells whether the approvals that a post still needs can be expected before its slot. */
@Component
public class TightSlots {

    /** How long the approvals of a post usually take; a slot that is nearer is tight. */
    static final Duration LEAD_TIME = Duration.ofHours(4);

    private final Approvals approvals;
    private final MessageSource messages;
    private final Clock clock;

    TightSlots(Approvals approvals, MessageSource messages, Clock clock) {
        this.approvals = approvals;
        this.messages = messages;
        this.clock = clock;
    }

    /** Empty when the slot can be met as usual, when it has passed, or when nobody has to decide any more. */
    public Optional<TightSlot> of(Post post) {
        var slot = post.slot();
        if (slot == null || !undecided(post.state()) || slot.past(clock.instant())) {
            return Optional.empty();
        }
        var left = Duration.between(clock.instant(), slot.instant());
        if (left.compareTo(LEAD_TIME) >= 0) {
            return Optional.empty();
        }
        var needed = needed(post);
        return needed == 0
                ? Optional.empty()
                : Optional.of(new TightSlot(slot.instant(), left, needed, words(left, needed)));
    }

    private static boolean undecided(PostState state) {
        return state.editable() || state == PostState.IN_REVIEW || state == PostState.BRAND_APPROVAL;
    }

    /** The steps at which somebody is asked, from the current one on; writing is none of them. */
    private int needed(Post post) {
        var now = !post.state().editable();
        return (int) approvals.way(SubjectRef.of(post.subject())).map(Way::milestones).orElse(List.of()).stream()
                .filter(step -> step.progress() == Way.Progress.AHEAD || (now && step.progress() == Way.Progress.NOW))
                .filter(step -> !step.candidates().isEmpty())
                .count();
    }

    private String words(Duration left, int needed) {
        var minutes = Math.max(1, left.toMinutes());
        var span = minutes < 120 ? say("duration.minutes", minutes) : say("duration.hours", minutes / 60);
        return say("post.tight", span, needed, LEAD_TIME.toHours());
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
