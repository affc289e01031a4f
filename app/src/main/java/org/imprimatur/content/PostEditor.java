package org.imprimatur.content;

import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.imprimatur.FieldError;
import org.imprimatur.FieldErrors;
import org.imprimatur.InvalidFields;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Fills the model of the page on which a post is written and displayed. */
@Component
class PostEditor {

    private static final String SUBMITS = "submits";
    private static final String EDITOR = "content/post";

    private final PostSheets sheets;
    private final TightSlots tightSlots;
    private final People people;

    PostEditor(PostSheets sheets, TightSlots tightSlots, People people) {
        this.sheets = sheets;
        this.tightSlots = tightSlots;
        this.people = people;
    }

    /**
     * What a wrong input leaves behind.
     *
     * @param problems everything that is wrong, in the order of the form
     * @param choices the hours that can be meant
     */
    record Trouble(
            List<FieldError> problems,
            List<UnclearHour.Choice> choices,
            @Nullable Clash clash) {

        static final Trouble NONE = new Trouble(List.of(), List.of(), null);

        private static final List<String> ORDER = List.of("title", "variants", "assets", "slot");

        static Trouble of(FieldErrors errors, @Nullable Clash clash) {
            var sorted = errors.list().stream()
                    .sorted(Comparator.comparingInt(Trouble::place))
                    .toList();
            return new Trouble(sorted, choices(errors), clash);
        }

        /** The words under each field. */
        public Map<String, String> errors() {
            return problems.stream().collect(Collectors.toMap(FieldError::field, FieldError::message));
        }

        private static List<UnclearHour.Choice> choices(FieldErrors errors) {
            try {
                errors.throwIfAny();
                return List.of();
            } catch (InvalidFields e) {
                return UnclearHour.among(e).map(UnclearHour::choices).orElse(List.of());
            }
        }

        private static int place(FieldError error) {
            return ORDER.indexOf(error.field().split("[.\\[]", 2)[0]);
        }
    }

    /**
     * Somebody else saved in between.
     *
     * @param base the version on which it was typed
     * @param changes from what they saved to what was typed
     */
    record Clash(String by, int version, int base, Proof.Changes changes) {}

    /** Compares what was typed with what somebody else saved in between. */
    Clash clash(Post post, PostForm form) {
        return new Clash(
                sheets.saver(post),
                post.version(),
                form.version(),
                form.proof(post.slot()).since(Proof.of(post), false));
    }

    /** The form of a new post. */
    String blank(Brand brand, PostForm form, Trouble trouble, Model model) {
        if (!model.containsAttribute("draft")) {
            model.addAttribute("draft", UUID.randomUUID());
        }
        model.addAttribute("brand", brand);
        model.addAttribute("form", form);
        model.addAttribute("trouble", trouble);
        model.addAttribute("pictures", sheets.pictures(form, brand.id()));
        model.addAttribute("channels", Channel.ALL);
        model.addAttribute("zones", sheets.zones());
        if (!model.containsAttribute(SUBMITS)) {
            model.addAttribute(SUBMITS, 1);
        }
        return EDITOR;
    }

    /**
     * The page of a post.
     *
     * @param from number of the round to compare; null for the usual pair
     * @param to number of the round to compare it with, 0 for the draft
     */
    String show(
            Post post,
            PostForm form,
            Trouble trouble,
            @Nullable Integer from,
            @Nullable Integer to,
            Person person,
            Model model) {
        var sheet = sheets.of(post, person, from, to);
        var brand = brand(post);
        model.addAttribute("sheet", sheet);
        model.addAttribute(SUBMITS, submits(sheet, form, brand));
        model.addAttribute("tight", tightSlots.of(post).orElse(null));
        return blank(brand, form, trouble, model);
    }

    /** The version that a submission of the form as it is now would be: saving what was changed makes the next one. */
    private static int submits(PostSheet sheet, PostForm form, Brand brand) {
        var saved = PostForm.of(sheet.post(), brand.zone());
        return form.same(saved) ? sheet.submits() : sheet.post().version() + 1;
    }

    /** Its brand; one that stands for it when it is gone. */
    Brand brand(Post post) {
        return people.brand(post.brand()).orElseGet(() -> new Brand(post.brand(), post.brand(), ZoneOffset.UTC));
    }
}
