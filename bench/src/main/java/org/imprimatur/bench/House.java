package org.imprimatur.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.imprimatur.ImprimaturApplication;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;
import org.imprimatur.people.Tokens;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The whole application in this JVM, on fresh data of its own, with one brand and the people that an approval needs. */
final class House implements AutoCloseable {

    static final String BRAND = "aurora";

    private static final String PASSWORD = "measured, not judged";

    private final ServletWebServerApplicationContext context;
    private final People people;

    private House(ServletWebServerApplicationContext context) {
        this.context = context;
        this.people = part(People.class);
    }

    /** @param settings {@code --name=value} beside those of every bench */
    static House open(String... settings) throws IOException {
        return open(context -> {}, settings);
    }

    /** @param statements hears what goes to the database */
    static House open(Statements statements, String... settings) throws IOException {
        return open(context -> context.getBeanFactory().addBeanPostProcessor(statements), settings);
    }

    private static House open(ApplicationContextInitializer<ConfigurableApplicationContext> first, String... settings)
            throws IOException {
        var data = Files.createTempDirectory("imprimatur-bench-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(data)));
        var arguments = Stream.concat(
                Stream.of(
                        "--imprimatur.data=" + data,
                        "--server.port=0",
                        "--imprimatur.demo=false",
                        "--logging.level.root=warn"),
                Stream.of(settings));
        var context = new SpringApplicationBuilder(ImprimaturApplication.class)
                .initializers(first)
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
        var house = new House((ServletWebServerApplicationContext) context);
        house.people.createBrand(new Brand(BRAND, "Aurora Coffee", ZoneId.of("UTC")), null);
        house.welcome("creator", Map.of(BRAND, Set.of(Role.CREATOR)));
        house.welcome("reviewer", Map.of(BRAND, Set.of(Role.REVIEWER)));
        house.welcome("brand-manager", Map.of(BRAND, Set.of(Role.BRAND_MANAGER)));
        return house;
    }

    Person welcome(String name, Map<String, Set<Role>> roles) {
        return people.create(new People.NewPerson(name, name, "UTC", PASSWORD, false, roles), null);
    }

    /** Whoever calls the API with an access token of this person. */
    Api api(String person) {
        var owner = people.find(person).orElseThrow();
        return Api.withToken(
                address(), part(Tokens.class).create(owner, "Bench", null).secret());
    }

    private static void remove(Path data) {
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            System.err.println("Left behind: " + data + ", " + e.getMessage());
        }
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** The embedded PostgreSQL, {@code fsync} on as everywhere. */
    JdbcConnectionDetails database() {
        return part(JdbcConnectionDetails.class);
    }

    String address() {
        return "http://127.0.0.1:" + context.getWebServer().getPort();
    }

    @Override
    public void close() {
        context.close();
    }
}
