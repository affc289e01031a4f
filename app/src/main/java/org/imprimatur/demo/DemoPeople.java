package org.imprimatur.demo;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
import org.imprimatur.people.Role;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** The demo brand and one account per role; made before the product says that it is ready. */
@Component
@ConditionalOnDemo
class DemoPeople implements ApplicationRunner {

    static final String BRAND = "aurora";
    static final String ZONE = "Europe/Berlin";

    private static final String PASSWORD = "demo";

    private static final List<Account> ACCOUNTS = List.of(
            new Account("admin", "Ada Nyström", Set.of()),
            new Account("creator", "Mara Lindqvist", Set.of(Role.CREATOR)),
            new Account("reviewer", "Jonas Weber", Set.of(Role.REVIEWER)),
            new Account("brand-manager", "Nadia Haddad", Set.of(Role.BRAND_MANAGER)),
            new Account("publisher", "Tomás Ferreira", Set.of(Role.PUBLISHER)),
            new Account("librarian", "Ingrid Solberg", Set.of(Role.LIBRARIAN)),
            new Account("modeler", "Kenji Mori", Set.of(Role.MODELER)),
            new Account("auditor", "Ruth Adler", Set.of(Role.AUDITOR)));

    private final People people;

    DemoPeople(People people) {
        this.people = people;
    }

    /** Makes what is missing, and leaves alone what somebody has changed since. */
    @Override
    public void run(ApplicationArguments arguments) {
        if (people.brand(BRAND).isEmpty()) {
            people.createBrand(new Brand(BRAND, "Aurora Coffee", ZoneId.of(ZONE)), null);
        }
        for (var account : ACCOUNTS) {
            if (people.find(account.id()).isEmpty()) {
                people.create(account.asPerson(), null);
            }
        }
    }

    private record Account(String id, String name, Set<Role> roles) {

        People.NewPerson asPerson() {
            return new People.NewPerson(
                    id, name, ZONE, PASSWORD, roles.isEmpty(), roles.isEmpty() ? Map.of() : Map.of(BRAND, roles));
        }
    }
}
