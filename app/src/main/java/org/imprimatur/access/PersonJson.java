package org.imprimatur.access;

import static java.util.stream.Collectors.toMap;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;
import org.imprimatur.people.Unfit;
import org.jspecify.annotations.Nullable;

/**
 * Somebody as the API tells them.
 *
 * @param roles by brand id, each a list of words like {@code brand-manager}
 */
@Schema(name = "Person")
record PersonJson(
        String id, String name, String zone, boolean administrator, boolean enabled, Map<String, List<String>> roles) {

    static PersonJson of(Person person) {
        return new PersonJson(
                person.id(),
                person.name(),
                person.zone().getId(),
                person.administrator(),
                person.enabled(),
                new TreeMap<>(person.roles().entrySet().stream()
                        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().stream()
                                .sorted()
                                .map(Role::word)
                                .toList()))));
    }

    /** @throws Unfit naming the roles there are */
    static Map<String, Set<Role>> roles(@Nullable Map<String, List<String>> words) {
        var roles = new TreeMap<String, Set<Role>>();
        if (words != null) {
            words.forEach((brand, given) -> {
                if (!given.isEmpty()) {
                    roles.put(
                            brand,
                            given.stream()
                                    .map(PersonJson::role)
                                    .collect(() -> EnumSet.noneOf(Role.class), Set::add, Set::addAll));
                }
            });
        }
        return roles;
    }

    private static Role role(String word) {
        try {
            return Role.of(word);
        } catch (IllegalArgumentException e) {
            throw new Unfit("roles", String.valueOf(e.getMessage()));
        }
    }
}
