package org.imprimatur.content;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.imprimatur.FieldErrors;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The editor's fields exactly as they were typed, so that nothing is lost when something is wrong with them.
 *
 * @param version that the person edited; 0 for a new post
 * @param texts by channel
 * @param asap whether it goes out as soon as it is approved; then the slot's fields do not count
 * @param offset which of two doubled hours is meant, {@code +02:00} for instance; empty everywhere else
 */
record PostForm(
        int version,
        String title,
        Map<String, String> texts,
        List<Picture> pictures,
        boolean asap,
        String date,
        String time,
        String zone,
        String offset) {

    /** @param id of the asset, as it came in */
    record Picture(String id, String alt) {}

    /** @param zone the brand's, which a slot is in by default */
    static PostForm empty(ZoneId zone) {
        return empty(zone, List.of());
    }

    /** @param pictures that it begins with */
    static PostForm empty(ZoneId zone, List<Picture> pictures) {
        var texts = new LinkedHashMap<String, String>();
        texts.put(Channel.FEED.id(), "");
        return new PostForm(0, "", texts, pictures, true, "", "", zone.getId(), "");
    }

    static PostForm of(Post post, ZoneId brand) {
        var texts = new LinkedHashMap<>(empty(brand).texts);
        post.variants().forEach(variant -> texts.put(variant.channel(), variant.text()));
        var pictures = post.assets().stream()
                .map(asset -> new Picture(asset.id().toString(), asset.alt()))
                .toList();
        var slot = post.slot();
        if (slot == null) {
            return new PostForm(post.version(), post.title(), texts, pictures, true, "", "", brand.getId(), "");
        }
        return new PostForm(
                post.version(),
                post.title(),
                texts,
                pictures,
                false,
                slot.local().toLocalDate().toString(),
                slot.local().toLocalTime().toString(),
                slot.zone().getId(),
                slot.offset() == null ? "" : slot.offset().getId());
    }

    /** @throws InvalidInput when the version is no number */
    static PostForm of(MultiValueMap<String, String> fields) {
        var texts = new LinkedHashMap<String, String>();
        texts.put(Channel.FEED.id(), lines(first(fields, "variants[" + Channel.FEED.id() + "].text")));
        var ids = fields.getOrDefault("asset", List.of());
        var alts = fields.getOrDefault("alt", List.of());
        var pictures = new ArrayList<Picture>();
        for (var i = 0; i < ids.size(); i++) {
            pictures.add(new Picture(ids.get(i), i < alts.size() ? lines(alts.get(i)) : ""));
        }
        return new PostForm(
                        number(first(fields, "version")),
                        first(fields, "title"),
                        texts,
                        List.copyOf(pictures),
                        !first(fields, "when").equals("slot"),
                        first(fields, "slot.date"),
                        first(fields, "slot.time"),
                        UnicodeText.strip(first(fields, "slot.zone")),
                        first(fields, "slot.offset"))
                .chosen(first(fields, "slot.choice"));
    }

    /** The key of a form of a post that is not saved yet; empty when it brings none. */
    static Optional<String> key(MultiValueMap<String, String> fields) {
        return Optional.ofNullable(fields.getFirst("key"))
                .filter(key -> key.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    }

    /** Whether a button was pressed that only rearranges the form: take out a picture, or move it up. */
    static boolean touched(MultiValueMap<String, String> fields) {
        return fields.containsKey("remove") || fields.containsKey("up");
    }

    /** Without the picture that was taken out, or with one moved before the one above it. */
    PostForm arranged(MultiValueMap<String, String> fields) {
        var removed = first(fields, "remove");
        var moved = first(fields, "up");
        var others = new ArrayList<>(pictures);
        others.removeIf(picture -> picture.id.equals(removed));
        for (var i = 1; i < others.size(); i++) {
            if (others.get(i).id.equals(moved)) {
                others.add(i - 1, others.remove(i));
                break;
            }
        }
        return new PostForm(version, title, texts, List.copyOf(others), asap, date, time, zone, offset);
    }

    /** Whether nothing was typed into it or chosen. */
    boolean untouched() {
        return UnicodeText.isBlank(title)
                && texts.values().stream().allMatch(UnicodeText::isBlank)
                && pictures.isEmpty()
                && UnicodeText.isBlank(date)
                && UnicodeText.isBlank(time);
    }

    /** Whether it says the same as a form that was filled from the saved post, its version aside. */
    boolean same(PostForm saved) {
        var slots = asap
                ? saved.asap
                : !saved.asap
                        && date.equals(saved.date)
                        && time.equals(saved.time)
                        && zone.equals(saved.zone)
                        && offset.equals(saved.offset);
        return slots && title.equals(saved.title) && texts.equals(saved.texts) && pictures.equals(saved.pictures);
    }

    /** One of the two hours that a clock change left: {@code 2026-03-29T02:30>2026-03-29T03:00 +02:00}. */
    private PostForm chosen(String choice) {
        var parts = choice.split("[> ]", -1);
        if (parts.length != 3 || !parts[0].equals(date + "T" + time)) {
            return this;
        }
        var local = parts[1].split("T", 2);
        return new PostForm(version, title, texts, pictures, asap, local[0], local[local.length - 1], zone, parts[2]);
    }

    /** The same fields, to be saved over another version than the one they were typed on. */
    PostForm over(int other) {
        return new PostForm(other, title, texts, pictures, asap, date, time, zone, offset);
    }

    /** @param errors gets what cannot be read */
    Posts.Draft draft(FieldErrors errors) {
        return new Posts.Draft(title, variants(), attachments(errors), wish(errors));
    }

    /** @param errors gets what cannot be read */
    Posts.Change change(FieldErrors errors) {
        return new Posts.Change(title, variants(), attachments(errors), wish(errors), asap);
    }

    /** The typed fields as a sheet, to compare them with what somebody else saved. */
    Proof proof(@Nullable Slot saved) {
        var kept = saved == null || asap ? null : new Proof.Time(saved.local(), saved.zone(), saved.instant());
        var shown = pictures.stream()
                .map(picture -> new Proof.Picture(picture.id, picture.alt))
                .toList();
        return new Proof(title, texts, shown, kept);
    }

    private List<Post.Variant> variants() {
        return texts.entrySet().stream()
                .map(entry -> new Post.Variant(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<Post.Attachment> attachments(FieldErrors errors) {
        return IntStream.range(0, pictures.size())
                .mapToObj(i -> new Post.Attachment(
                        errors.checked(
                                () -> PostBody.id("assets[" + i + "].id", pictures.get(i).id), PostBody.UNREADABLE),
                        pictures.get(i).alt))
                .toList();
    }

    private Posts.@Nullable WishedSlot wish(FieldErrors errors) {
        if (asap) {
            return null;
        }
        var local = errors.checked(this::local, LocalDateTime.MIN);
        if (local.equals(LocalDateTime.MIN)) {
            errors.check(() -> Slot.region(zone));
            return null;
        }
        return new Posts.WishedSlot(local, zone, offset.isEmpty() ? null : offset);
    }

    /** @throws InvalidInput when there is no date or no time, or one of them is none */
    LocalDateTime local() {
        if (UnicodeText.isBlank(date) || UnicodeText.isBlank(time)) {
            throw new InvalidInput(
                    "slot.local",
                    "A slot needs a date and a time. Give both, or let it go out as soon" + " as it is approved.");
        }
        try {
            return LocalDate.parse(UnicodeText.strip(date)).atTime(LocalTime.parse(UnicodeText.strip(time)));
        } catch (DateTimeException e) {
            throw new InvalidInput("slot.local", "“" + TypedText.brief(date + " " + time) + "” is no date and time.");
        }
    }

    private static String first(MultiValueMap<String, String> fields, String name) {
        var value = fields.getFirst(name);
        return value == null ? "" : value;
    }

    /** Browsers send CRLF; a post has LF, so that saving without a change changes nothing. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private static int number(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidInput("version", "version is a number; found: " + TypedText.brief(text));
        }
    }
}
