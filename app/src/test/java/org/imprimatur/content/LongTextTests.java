package org.imprimatur.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.imprimatur.FieldErrors;
import org.imprimatur.NastyText;
import org.imprimatur.web.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.LinkedMultiValueMap;

/** Whatever a person types, each function on text comes to an end on a small stack. */
class LongTextTests {

    private static final int REPETITIONS = 50_000;

    static Stream<String> functions() {
        return FUNCTIONS.keySet().stream();
    }

    private static final Map<String, Consumer<String>> FUNCTIONS = new LinkedHashMap<>();

    static {
        FUNCTIONS.put("Graphemes.count", Graphemes::count);
        FUNCTIONS.put("Difference.between", text -> Difference.between(text, "y" + text + "y"));
        FUNCTIONS.put("Difference.brief", text -> Difference.brief(text + " old", text + " new"));
        FUNCTIONS.put("TypedText.title", text -> TypedText.title("title", text));
        FUNCTIONS.put("TypedText.text", text -> TypedText.text("text", text));
        FUNCTIONS.put("TypedText.alt", text -> TypedText.alt("alt", text));
        FUNCTIONS.put("Slot.zone", text -> Slot.at(LocalDateTime.MAX, text, null, Instant.EPOCH));
        FUNCTIONS.put("Slot.offset", text -> Slot.at(LocalDateTime.of(2030, 1, 1, 9, 0), "UTC", text, Instant.EPOCH));
        FUNCTIONS.put("PostForm", text -> form(text).draft(new FieldErrors()));
        FUNCTIONS.put("PostForm.version", text -> {
            var fields = fields("z");
            fields.set("version", text);
            PostForm.of(fields);
        });
        FUNCTIONS.put("PostForm.arranged", text -> form(text).arranged(fields(text)));
    }

    private static PostForm form(String text) {
        return PostForm.of(fields(text));
    }

    private static LinkedMultiValueMap<String, String> fields(String text) {
        var fields = new LinkedMultiValueMap<String, String>();
        fields.add("when", "slot");
        for (var name : List.of(
                "title",
                "variants[feed].text",
                "asset",
                "alt",
                "slot.date",
                "slot.time",
                "slot.zone",
                "slot.choice",
                "slot.offset",
                "remove",
                "up")) {
            fields.add(name, text);
        }
        return fields;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionEndsOnEveryText(String function) {
        var called = Objects.requireNonNull(FUNCTIONS.get(function));
        NastyText.repeated(REPETITIONS)
                .forEach(text -> NastyText.onASmallStack(() -> {
                    try {
                        called.accept(text);
                    } catch (InvalidInput e) {
                        assertThat(e.getMessage()).hasSizeLessThan(400); // refused, in few words
                    }
                }));
    }

    @Test
    void aSheetIsComparedWithAnyOther() {
        NastyText.repeated(2_000)
                .forEach(text -> NastyText.onASmallStack(() -> {
                    var before = new Proof("title", Map.of("feed", text), List.of(), null);
                    var after = new Proof("title", Map.of("feed", "new " + text), List.of(), null);
                    assertThatCode(() -> after.since(before, true)).doesNotThrowAnyException();
                }));
    }
}
