package org.imprimatur.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.imprimatur.Api;

/** The people in whose names the clients work, in a brand of their own. */
final class Crew {

    static final String BRAND = "harbour";
    static final String PASSWORD = "a long password";

    private static final Map<String, List<String>> PEOPLE = Map.of(
            "creator", List.of("cora", "carl", "cleo", "cyril"),
            "librarian", List.of("lena", "luis"),
            "reviewer", List.of("rosa", "ralf"),
            "brand-manager", List.of("mira", "mats"));

    private final House house;

    private Crew(House house) {
        this.house = house;
    }

    static Crew hired(House house) {
        var admin = house.admin();
        made(admin.post("/api/brands", """
                {"id": "%1$s", "name": "%1$s", "zone": "UTC"}""".formatted(BRAND)));
        PEOPLE.forEach((role, names) ->
                names.forEach(name -> made(admin.post("/api/people", """
                {"id": "%1$s", "name": "%1$s", "zone": "UTC", "password": "%2$s", "administrator": false,
                 "roles": {"%3$s": ["%4$s"]}}""".formatted(name, PASSWORD, BRAND, role)))));
        var crew = new Crew(house);
        PEOPLE.values().forEach(names -> names.forEach(crew::of)); // makes their tokens
        return crew;
    }

    private static void made(Api.Answer answer) {
        assertThat(answer.status()).as(answer::toString).isEqualTo(201);
    }

    String name(String role, int number) {
        var names = PEOPLE.getOrDefault(role, List.of());
        return names.get(number % names.size());
    }

    /** This person at each of the nodes. */
    List<Api> of(String person) {
        return house.each(port -> Api.of(port, person, PASSWORD));
    }
}
