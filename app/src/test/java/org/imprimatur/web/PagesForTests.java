package org.imprimatur.web;

import io.github.wimdeblauwe.htmx.spring.boot.thymeleaf.HtmxThymeleafAutoConfiguration;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** Pages without a database: the frame and the templates are real, what they show is given by the test. */
@TestConfiguration(proxyBeanMethods = false)
@ComponentScan(
        basePackages = "org.imprimatur.web",
        excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = FrontendBuild.class))
@ImportAutoConfiguration({
    HtmxThymeleafAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    MessageSourceAutoConfiguration.class,
    ThymeleafAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
public class PagesForTests {

    public static final Brand AURORA = new Brand("aurora", "Aurora Coffee", ZoneId.of("Europe/Berlin"));

    private static final List<Person> PEOPLE = List.of(
            person("creator", Role.CREATOR),
            person("librarian", Role.LIBRARIAN),
            person("auditor", Role.AUDITOR),
            new Person(
                    "stranger", "From elsewhere", ZoneOffset.UTC, false, true, Map.of("borea", Set.of(Role.CREATOR))),
            new Person("admin", "Administrator", ZoneOffset.UTC, true, true, Map.of()));

    @Bean
    Clock clock() {
        return Clock.fixed(Instant.parse("2026-11-24T09:12:00Z"), ZoneOffset.UTC);
    }

    /** Nothing has to be built by Vite for these tests. */
    @Bean
    FrontendBuild build() {
        return Mockito.mock(FrontendBuild.class);
    }

    @Bean
    Inbox inbox() {
        return Mockito.mock(Inbox.class);
    }

    @Bean
    Permissions permissions() {
        return new Permissions();
    }

    @Bean
    People people() {
        var people = Mockito.mock(People.class);
        for (var person : PEOPLE) {
            Mockito.when(people.find(person.id())).thenReturn(Optional.of(person));
            Mockito.when(people.brandsOf(person)).thenReturn(person.belongsTo("aurora") ? List.of(AURORA) : List.of());
        }
        Mockito.when(people.brand("aurora")).thenReturn(Optional.of(AURORA));
        return people;
    }

    private static Person person(String id, Role role) {
        return new Person(id, id, ZoneId.of("Europe/Berlin"), false, true, Map.of("aurora", Set.of(role)));
    }
}
