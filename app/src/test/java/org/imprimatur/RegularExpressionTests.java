package org.imprimatur;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Every regular expression of the product, read from its class files: none calls itself for each repetition, and none
 * takes more steps than the text is long, times a constant.
 */
class RegularExpressionTests {

    /** {@link Pattern} calls itself for each repetition of a group, and so overflows the stack on a long text. */
    private static final String RECURSION = "repeats a group without a limit";

    private static final int REPETITIONS = 2_000;
    private static final int STEPS_PER_CHARACTER = 250;

    /** What takes a regular expression, and how many strings are pushed after it. */
    private static final Map<String, Integer> TAKERS = Map.of(
            "java/util/regex/Pattern.compile(Ljava/lang/String;)Ljava/util/regex/Pattern;", 0,
            "java/util/regex/Pattern.compile(Ljava/lang/String;I)Ljava/util/regex/Pattern;", 0,
            "java/util/regex/Pattern.matches(Ljava/lang/String;Ljava/lang/CharSequence;)Z", 1,
            "java/lang/String.matches(Ljava/lang/String;)Z", 0,
            "java/lang/String.split(Ljava/lang/String;)[Ljava/lang/String;", 0,
            "java/lang/String.split(Ljava/lang/String;I)[Ljava/lang/String;", 0,
            "java/lang/String.replaceAll(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;", 1,
            "java/lang/String.replaceFirst(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;", 1);

    /** Made at run time, of constants: the paths of Camunda's REST API that are allowed. */
    private static final List<String> MADE_AT_RUN_TIME = List.of("org.imprimatur.access.engine.Allowed");

    private static final Set<Use> CONSTANTS = new LinkedHashSet<>();
    private static final Set<String> OTHERS = new TreeSet<>();

    private record Use(String type, String expression) {}

    @BeforeAll
    static void readClasses() throws IOException {
        for (var resource :
                new PathMatchingResourcePatternResolver().getResources("classpath*:org/imprimatur/**/*.class")) {
            if (!resource.getURL().getPath().contains("/test-classes/")) {
                read(resource);
            }
        }
    }

    @Test
    void theyAreFound() {
        assertThat(CONSTANTS).hasSizeGreaterThan(40);
        assertThat(OTHERS).containsExactlyElementsOf(MADE_AT_RUN_TIME);
    }

    @Test
    void noneCallsItselfForEachRepetition() {
        assertThat(CONSTANTS.stream()
                        .filter(use -> repeatsAGroup(use.expression()))
                        .map(use -> use + " " + RECURSION))
                .isEmpty();
    }

    @Test
    void noneTakesMoreThanLinearTime() {
        var slow = CONSTANTS.stream()
                .flatMap(use -> NastyText.repeated(REPETITIONS)
                        .filter(text -> !linear(Pattern.compile(use.expression()), text))
                        .limit(1)
                        .map(text -> use + " on " + NastyText.named(text)))
                .collect(toCollection(TreeSet::new));

        assertThat(slow).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
                    (a|b)*         → true
                    x(?:a|b)+y     → true
                    (ab){2,}       → true
                    (a|b)*+        → false
                    (a|b)++        → false
                    (?:a|b)?       → false
                    (ab){2}        → false
                    \\(*           → false
                    [)]*           → false
                    \\Q(a)*\\E     → false
                    """)
    void anUnlimitedGroupIsToldFromOthers(String expression, boolean expected) {
        assertThat(repeatsAGroup(expression)).isEqualTo(expected);
    }

    private static boolean repeatsAGroup(String expression) {
        var inClass = 0;
        for (var i = 0; i < expression.length(); i++) {
            switch (expression.charAt(i)) {
                case '\\' -> {
                    if (expression.startsWith("\\Q", i)) {
                        var end = expression.indexOf("\\E", i);
                        i = end < 0 ? expression.length() : end;
                    }
                    i++;
                }
                case '[' -> inClass++;
                case ']' -> inClass = Math.max(0, inClass - 1);
                case ')' -> {
                    if (inClass == 0 && unlimited(expression.substring(i + 1))) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private static boolean unlimited(String after) {
        return Pattern.compile("([*+]|\\{\\d+,})(?!\\+).*", Pattern.DOTALL)
                .matcher(after)
                .matches();
    }

    private static boolean linear(Pattern pattern, String text) {
        try {
            var counted = new Counted(text, (long) text.length() * STEPS_PER_CHARACTER + 10_000);
            var matcher = pattern.matcher(counted);
            while (matcher.find()) {
                // as replaceAll and split do
            }
            matcher.reset();
            matcher.matches();
            return true;
        } catch (TooManySteps | StackOverflowError e) {
            return false;
        }
    }

    private static void read(Resource resource) throws IOException {
        try (var bytes = resource.getInputStream()) {
            var reader = new ClassReader(bytes);
            var type = reader.getClassName().replace('/', '.').replaceFirst("\\$.*", "");
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String name, String descriptor, String signature, String[] exceptions) {
                            return new Calls(type);
                        }
                    },
                    ClassReader.SKIP_DEBUG);
        }
    }

    /** Remembers the strings that a method pushes; anything but a constant that is pushed after one hides it. */
    private static final class Calls extends MethodVisitor {

        private final String type;
        private final List<Optional<String>> pushed = new ArrayList<>();

        Calls(String type) {
            super(Opcodes.ASM9);
            this.type = type;
        }

        @Override
        public void visitLdcInsn(Object value) {
            pushed.add(value instanceof String text ? Optional.of(text) : Optional.empty());
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            var after = TAKERS.get(owner + "." + name + descriptor);
            if (after != null) {
                var at = pushed.size() - 1 - after;
                var constant = at < 0 ? Optional.<String>empty() : pushed.get(at);
                constant.ifPresentOrElse(text -> CONSTANTS.add(new Use(type, text)), () -> OTHERS.add(type));
            }
            pushed.clear();
            if (!descriptor.endsWith("V")) {
                pushed.add(Optional.empty());
            }
        }

        @Override
        public void visitInvokeDynamicInsn(
                String name, String descriptor, org.springframework.asm.Handle bootstrap, Object... arguments) {
            pushed.clear();
            pushed.add(Optional.empty());
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            pushed.add(Optional.empty());
        }
    }

    private static final class TooManySteps extends RuntimeException {}

    /** A text that counts how often it is looked at. */
    private static final class Counted implements CharSequence {

        private final String text;
        private long left;

        Counted(String text, long left) {
            this.text = text;
            this.left = left;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
