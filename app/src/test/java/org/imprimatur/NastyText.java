package org.imprimatur;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Long texts of repeated parts that regular expressions and tokenizers are known to fail on. */
public final class NastyText {

    /** Small enough that a method that calls itself for each repetition overflows it. */
    private static final int STACK = 256 * 1024;

    private static final List<String> ATOMS = List.of(
            "b-c",
            "’x",
            "d'",
            "_-",
            "a\u0301",
            "\u0301\u0327",
            "👨🏿‍👩🏿‍👧",
            "\u200d",
            "🇧🇷",
            "\u0000",
            "\ud83d",
            "\udc4d",
            "\t",
            "\n",
            " \n",
            "\r\n",
            " ",
            ". ",
            "..",
            "q@",
            "https://",
            "//",
            "\\",
            "\u202e",
            "\u2067\u2069",
            "珈琲",
            "กาแฟ",
            "한",
            "نص",
            "4.2,",
            "9",
            "z",
            "Z_",
            "${v",
            "f (",
            "\"",
            "%",
            "<p",
            "&amp;",
            ":-",
            "; ",
            "2026-01-01T",
            "+1",
            "application/json;",
            "ENGINE-03051 Message: '",
            "/task/x",
            "-or ");

    private NastyText() {}

    /** Each part so many times, alone, and closed by a character that makes an end-anchored match fail. */
    public static Stream<String> repeated(int times) {
        return ATOMS.stream().map(atom -> atom.repeat(times)).flatMap(text -> Stream.of(text, text + "x☃"));
    }

    /** Runs it where the stack is small; {@link StackOverflowError} and any other failure is thrown on. */
    public static void onASmallStack(Runnable work) {
        var failure = new AtomicReference<Throwable>();
        var thread = new Thread(null, work, "small stack", STACK);
        thread.setUncaughtExceptionHandler((failed, thrown) -> failure.set(thrown));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure.get() != null) {
            throw new AssertionError("failed with " + failure.get(), failure.get());
        }
    }

    /** A text, shortened for a message. */
    public static String named(String text) {
        return text.codePoints()
                        .limit(12)
                        .mapToObj(c -> c < 0x20 || Character.getType(c) == Character.SURROGATE
                                ? "\\u%04x".formatted(c)
                                : Character.toString(c))
                        .reduce("", String::concat)
                + " (" + text.length() + ")";
    }
}
