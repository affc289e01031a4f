package org.imprimatur.content;

import java.time.Clock;
import java.util.List;
import org.imprimatur.FieldError;
import org.imprimatur.FieldErrors;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
import org.imprimatur.text.UnicodeText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What keeps a post from being submitted, and later from going out. */
@Component
class Readiness {

    private final Attachments attachments;
    private final People people;
    private final Clock clock;

    Readiness(Attachments attachments, People people, Clock clock) {
        this.attachments = attachments;
        this.people = people;
        this.clock = clock;
    }

    /** Everything that must be mended before it can be submitted, in the order of the form. */
    List<FieldError> toSubmit(Post post) {
        var errors = new FieldErrors();
        toSubmit(post.brand(), post.variants(), post.assets(), post.slot(), errors);
        return errors.list();
    }

    /** The same of content that is not saved; what is wrong with a field already stands. */
    void toSubmit(
            String brand,
            List<Post.Variant> variants,
            List<Post.Attachment> attached,
            @Nullable Slot slot,
            FieldErrors errors) {
        texts(variants, errors);
        assets(brand, attached, true, errors);
        if (slot != null && slot.past(clock.instant())) {
            errors.add("slot.local", slot.pastWords());
        }
    }

    /** What stops an approved post at the gate; its text and slot were judged when it was submitted. */
    List<FieldError> toGoOut(Post post) {
        var errors = new FieldErrors();
        if (people.brand(post.brand()).isEmpty()) {
            errors.add("brand", "The brand " + post.brand() + " is gone. Ask an administrator.");
        }
        assets(post.brand(), post.assets(), false, errors);
        return errors.list();
    }

    private static void texts(List<Post.Variant> variants, FieldErrors errors) {
        if (variants.isEmpty()) {
            errors.add("variants", "Nothing is written yet. Write a text for a channel.");
        }
        for (var variant : variants) {
            var field = "variants[" + variant.channel() + "].text";
            if (UnicodeText.isBlank(variant.text())) {
                errors.add(field, "Nothing is written yet. Write the text.");
                continue;
            }
            Channel.find(variant.channel())
                    .ifPresentOrElse(
                            channel -> {
                                var count = Graphemes.count(variant.text());
                                if (count > channel.limit()) {
                                    errors.add(field, tooLong(count, channel.limit()));
                                }
                            },
                            () -> errors.add(field, "There is no such channel any more. Take it out."));
        }
    }

    private static String tooLong(int count, int limit) {
        return TypedText.number(count) + " of " + TypedText.number(limit) + " characters. Take out "
                + TypedText.number(count - limit) + " to submit.";
    }

    private void assets(String brand, List<Post.Attachment> attached, boolean altToo, FieldErrors errors) {
        if (attached.isEmpty()) {
            return;
        }
        var known = attachments.all(attached);
        var zone = people.brand(brand).map(Brand::zone).orElse(clock.getZone());
        for (var i = 0; i < attached.size(); i++) {
            var at = i;
            var field = "assets[" + i + "]";
            var attachment = attached.get(i);
            attachments
                    .obstacle(brand, known.get(attachment.id()), zone)
                    .map(words -> Attachments.named(at, brand, known.get(attachment.id()), words))
                    .ifPresent(words -> errors.add(field + ".id", words));
            if (altToo && UnicodeText.isBlank(attachment.alt())) {
                var words = "Say what it shows, for people who cannot see it.";
                errors.add(field + ".alt", Attachments.named(at, brand, known.get(attachment.id()), words));
            }
        }
    }
}
