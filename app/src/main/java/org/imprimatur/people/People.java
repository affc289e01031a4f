package org.imprimatur.people;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The people and the brands they belong to. */
@Service
public class People {

    /** Somebody by id, switched off or not. */
    public Optional<Person> find(String id) {
        throw new IllegalStateException("being built");
    }

    /** Everybody, by id. */
    public List<Person> all() {
        throw new IllegalStateException("being built");
    }

    /** Who is in a group {@code brand:role}. */
    public List<Person> in(String group) {
        throw new IllegalStateException("being built");
    }

    /** Makes an account. {@code by} is who did it; null when the installation itself does. */
    public Person create(NewPerson person, @Nullable String by) {
        throw new IllegalStateException("being built");
    }

    /** Gives somebody exactly these roles. */
    public Person assign(String id, Map<String, Set<Role>> roles, @Nullable String by) {
        throw new IllegalStateException("being built");
    }

    public Optional<Brand> brand(String id) {
        throw new IllegalStateException("being built");
    }

    public List<Brand> brands() {
        throw new IllegalStateException("being built");
    }

    public Brand createBrand(Brand brand, @Nullable String by) {
        throw new IllegalStateException("being built");
    }

    /** @param password in clear, at least 4 characters for the demo and 12 otherwise; kept as a hash only */
    public record NewPerson(
            String id,
            String name,
            String zone,
            String password,
            boolean administrator,
            Map<String, Set<Role>> roles) {}
}
