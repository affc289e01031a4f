package org.imprimatur.people;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Somebody with an account, and what they are in which brand. Controllers take one as a parameter: whoever is signed in.
 *
 * @param id what they sign in with
 * @param zone theirs; deadlines are shown in it
 * @param administrator whether they keep people and brands; decides nothing
 * @param roles by brand id
 */
public record Person(
        String id, String name, ZoneId zone, boolean administrator, boolean enabled, Map<String, Set<Role>> roles) {

    /** The groups of the engine and of the inbox: {@code brand:role}. */
    public Set<String> groups() {
        return roles.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(role -> entry.getKey() + ":" + role.word()))
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean is(Role role, String brand) {
        return roles.getOrDefault(brand, Set.of()).contains(role);
    }

    /** Whether they have any role in the brand. */
    public boolean belongsTo(String brand) {
        return !roles.getOrDefault(brand, Set.of()).isEmpty();
    }
}
