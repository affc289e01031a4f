package org.imprimatur.startup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.yaml.snakeyaml.Yaml;

/** The files for production name only what the application knows. */
class ProductionFilesTests {

    private static final Pattern VARIABLE = Pattern.compile("`(IMPRIMATUR_[A-Z_]+)`((?: `_[A-Z_]+`)*)");

    /** Settings without a class of their own, as code and configuration ask for them. */
    private static final Pattern SINGLE = Pattern.compile("\\$\\{(imprimatur\\.[a-z.-]+)");

    /** Not of the application: of the compose file itself, and of {@code ./start}. */
    private static final Set<String> OF_THE_FILES = Set.of("IMPRIMATUR_PORT", "IMPRIMATUR_JAVA_OPTIONS");

    private final Path root = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyVariableOfTheComposeFileIsASetting() throws IOException {
        assertThat(variables().keySet()).isNotEmpty().isSubsetOf(settings());
    }

    @Test
    void everyVariableOfTheReadmeIsASetting() throws IOException {
        assertThat(named("README.md")).contains("IMPRIMATUR_STORE_SECRET_KEY").isSubsetOf(settings());
    }

    @Test
    void theOperatorsGuideNamesEverySettingAndNoOther() throws IOException {
        var named = named("docs/operations.md");
        named.removeAll(OF_THE_FILES);

        assertThat(named).containsExactlyInAnyOrderElementsOf(settings());
    }

    private Set<String> named(String document) throws IOException {
        var named = new TreeSet<String>();
        VARIABLE.matcher(Files.readString(root.resolve(document))).results().forEach(found -> {
            String first = found.group(1);
            named.add(first);
            for (String end : found.group(2).replace("`", "").strip().split(" ", -1)) {
                named.add(end.isEmpty() ? first : family(first) + end);
            }
        });
        return named;
    }

    @Test
    void whatTheComposeFileSaysReachesTheApplication() throws IOException {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", asComposeHandsThemOver()));
        ConfigurationPropertySources.attach(environment);
        var binder = Binder.get(environment);

        var database =
                binder.bind("imprimatur.database", DatabaseSettings.class).get();
        var store = binder.bind("imprimatur.store", StoreSettings.class).get();

        assertThat(database.url()).isEqualTo("jdbc:postgresql://database:5432/imprimatur");
        assertThat(database.password()).isEqualTo("given IMPRIMATUR_DATABASE_PASSWORD");
        assertThat(store.url()).isEqualTo("http://store:9000");
        assertThat(store.accessKey()).isEqualTo("given IMPRIMATUR_STORE_ACCESS_KEY");
        assertThat(store.secretKey()).isEqualTo("given IMPRIMATUR_STORE_SECRET_KEY");
        assertThat(environment.getProperty("imprimatur.admin-password")).isEqualTo("given IMPRIMATUR_ADMIN_PASSWORD");
    }

    /** Else a setting of the operator's guide that the compose file does not name would do nothing. */
    @Test
    void everythingInTheEnvFileReachesTheApplication() throws IOException {
        assertThat(application()).containsEntry("env_file", List.of(Map.of("path", ".env", "required", false)));
    }

    /** Compose puts a secret of its own environment where the file asks for one. */
    private Map<String, Object> asComposeHandsThemOver() throws IOException {
        var handed = new HashMap<>(variables());
        handed.replaceAll((name, value) -> value.toString().startsWith("${") ? "given " + name : value);
        return handed;
    }

    @Test
    void noSecretHasADefault() throws IOException {
        variables().forEach((name, value) -> {
            if (name.matches(".*(PASSWORD|KEY|TOKEN)")) {
                assertThat(value.toString()).as(name).matches("\\$\\{" + name + "(:\\?.*|:-)}"); // demanded, or nothing
            }
        });
    }

    @Test
    void theImageHasNoEmbeddedPartsAndStartsAsStartDoes() throws IOException {
        String image = Files.readString(root.resolve("Dockerfile"));

        assertThat(image).doesNotContain("lib-embedded").contains("imprimatur.jar:lib/*");
        assertThat(image).contains("org.imprimatur.ImprimaturApplication");
    }

    /** Else a thread that meets the end of it is gone, and its work with it, while everything else goes on. */
    @Test
    void theProcessEndsWhenItsMemoryDoes() throws IOException {
        for (var file : List.of("Dockerfile", "start")) {
            assertThat(Files.readString(root.resolve(file))).as(file).contains("-XX:+ExitOnOutOfMemoryError");
        }
    }

    @SuppressWarnings("unchecked") // YAML has no types; a file of another shape fails these tests
    private Map<String, Object> variables() throws IOException {
        return (Map<String, Object>) requireNonNull(application().get("environment"));
    }

    private Map<String, Object> application() throws IOException {
        Map<String, Map<String, Map<String, Object>>> compose =
                new Yaml().load(Files.readString(root.resolve("docker-compose.yml")));
        return requireNonNull(requireNonNull(compose.get("services")).get("app"));
    }

    private Set<String> settings() throws IOException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return Stream.concat(
                        single(),
                        scanner.findCandidateComponents("org.imprimatur").stream()
                                .map(found ->
                                        ClassUtils.resolveClassName(requireNonNull(found.getBeanClassName()), null))
                                .filter(Class::isRecord)
                                .flatMap(ProductionFilesTests::variablesOf))
                .collect(Collectors.toSet());
    }

    private Stream<String> single() throws IOException {
        var names = new TreeSet<String>();
        for (var module : List.of("app", "assets-store", "processes")) {
            names.addAll(singleOf(root.resolve(module)));
        }
        return names.stream().map(name -> name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT));
    }

    private static Set<String> singleOf(Path module) throws IOException {
        var names = new TreeSet<String>();
        try (var sources = Files.walk(module.resolve("src/main"))) {
            for (var source : sources.filter(file -> file.toString().matches(".*\\.(java|yml|xml)"))
                    .filter(file -> !file.toString().contains("node_modules"))
                    .toList()) {
                SINGLE.matcher(Files.readString(source)).results().forEach(found -> names.add(found.group(1)));
            }
        }
        return names;
    }

    private static Stream<String> variablesOf(Class<?> type) {
        String prefix = type.getAnnotation(ConfigurationProperties.class).value();
        return Arrays.stream(type.getRecordComponents())
                .map(component -> prefix + "." + component.getName().replaceAll("([A-Z])", "_$1"))
                .map(name -> name.replace('.', '_').toUpperCase(Locale.ROOT));
    }

    /** {@code IMPRIMATUR_STORE} of {@code IMPRIMATUR_STORE_URL}. */
    private static String family(String variable) {
        return variable.substring(0, variable.lastIndexOf('_'));
    }
}
