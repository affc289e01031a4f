package org.imprimatur.startup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.assets.CatalogingSettings;
import org.imprimatur.assets.UploadSettings;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.Yaml;

/** The files for production name only what the application knows. */
class ProductionFilesTests {

    private static final Pattern VARIABLE = Pattern.compile("`(IMPRIMATUR_[A-Z_]+)`((?: `_[A-Z_]+`)*)");

    /** Settings without a class of their own. */
    private static final Set<String> SINGLE = Set.of("IMPRIMATUR_ADMIN_PASSWORD");

    private final Path root = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyVariableOfTheComposeFileIsASetting() throws IOException {
        assertThat(variables().keySet()).isNotEmpty().isSubsetOf(settings());
    }

    @Test
    void everyVariableOfTheReadmeIsASetting() throws IOException {
        var named = new TreeSet<String>();
        VARIABLE.matcher(Files.readString(root.resolve("README.md"))).results().forEach(found -> {
            String first = found.group(1);
            named.add(first);
            for (String end : found.group(2).replace("`", "").strip().split(" ", -1)) {
                named.add(end.isEmpty() ? first : family(first) + end);
            }
        });

        assertThat(named).contains("IMPRIMATUR_STORE_SECRET_KEY").isSubsetOf(settings());
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

    /** Compose puts a secret of its own environment where the file asks for one. */
    private Map<String, Object> asComposeHandsThemOver() throws IOException {
        var handed = new HashMap<>(variables());
        handed.replaceAll((name, value) -> value.toString().startsWith("${") ? "given " + name : value);
        return handed;
    }

    @Test
    void noSecretHasADefault() throws IOException {
        variables().forEach((name, value) -> {
            if (name.endsWith("PASSWORD") || name.endsWith("KEY")) {
                assertThat(value.toString()).as(name).startsWith("${" + name + ":?");
            }
        });
    }

    @Test
    void theImageHasNoEmbeddedPartsAndStartsAsStartDoes() throws IOException {
        String image = Files.readString(root.resolve("Dockerfile"));

        assertThat(image).doesNotContain("lib-embedded").contains("imprimatur.jar:lib/*");
        assertThat(image).contains("org.imprimatur.ImprimaturApplication");
    }

    @SuppressWarnings("unchecked") // YAML has no types; a file of another shape fails these tests
    private Map<String, Object> variables() throws IOException {
        Map<String, Map<String, Map<String, Map<String, Object>>>> compose =
                new Yaml().load(Files.readString(root.resolve("docker-compose.yml")));
        var app = requireNonNull(requireNonNull(compose.get("services")).get("app"));
        return requireNonNull(app.get("environment"));
    }

    private static Set<String> settings() {
        return Stream.concat(
                        SINGLE.stream(),
                        Stream.of(
                                        DatabaseSettings.class,
                                        StoreSettings.class,
                                        UploadSettings.class,
                                        CatalogingSettings.class)
                                .flatMap(ProductionFilesTests::variablesOf))
                .collect(Collectors.toSet());
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
