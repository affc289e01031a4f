package org.imprimatur.people;

import java.util.Map;
import org.imprimatur.InvalidFields;
import org.imprimatur.approval.Refused;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

/** Somebody has to make the first people. A trial on embedded storage gets its demo accounts instead. */
@Component
@DependsOnDatabaseInitialization
class FirstAdministrator implements InitializingBean {

    private final PersonRepository persons;
    private final People people;
    private final String database;
    private final String password;

    FirstAdministrator(
            PersonRepository persons,
            People people,
            @Value("${imprimatur.database.url:}") String database,
            @Value("${imprimatur.admin-password:}") String password) {
        this.persons = persons;
        this.people = people;
        this.database = database;
        this.password = password;
    }

    /** @throws AdministratorMissing when there is nobody, and no password to make somebody with */
    @Override
    public void afterPropertiesSet() {
        if (database.isBlank() || persons.any()) {
            return;
        }
        if (password.isBlank()) {
            throw new AdministratorMissing("This is the first start on this database: set IMPRIMATUR_ADMIN_PASSWORD,"
                    + " the password for the account \"admin\", at least 12 characters. Later starts do not need it.");
        }
        try {
            people.create(new People.NewPerson("admin", "Administrator", "UTC", password, true, Map.of()), null);
        } catch (Refused taken) {
            // another node, started at the same moment, was faster
        } catch (InvalidFields e) {
            throw new AdministratorMissing("IMPRIMATUR_ADMIN_PASSWORD cannot be used: " + e.getMessage());
        }
    }

    /** Ends the start with a sentence for whoever started it. */
    static class AdministratorMissing extends IllegalStateException {
        AdministratorMissing(String message) {
            super(message);
        }
    }
}
