package org.imprimatur.people;

import static java.util.stream.Collectors.joining;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.FieldErrors;
import org.imprimatur.InvalidFields;
import org.imprimatur.approval.Claims;
import org.imprimatur.approval.Refused;
import org.imprimatur.log.Log;
import org.imprimatur.text.UnicodeText;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people and the brands they belong to. */
@Service
@Transactional
public class People {

    private static final Set<Role> DECIDING = EnumSet.of(Role.REVIEWER, Role.BRAND_MANAGER, Role.LIBRARIAN);

    private final PersonRepository persons;
    private final BrandRepository brands;
    private final Passwords passwords;
    private final Tokens tokens;
    private final ObjectProvider<Claims> claims;
    private final Log log;
    private final Clock clock;

    /** Claims are fetched when they are needed: they ask us who belongs where. */
    People(
            PersonRepository persons,
            BrandRepository brands,
            Passwords passwords,
            Tokens tokens,
            ObjectProvider<Claims> claims,
            Log log,
            Clock clock) {
        this.persons = persons;
        this.brands = brands;
        this.passwords = passwords;
        this.tokens = tokens;
        this.claims = claims;
        this.log = log;
        this.clock = clock;
    }

    /** Somebody by id, switched off or not. */
    @Transactional(readOnly = true)
    public Optional<Person> find(String id) {
        return persons.find(id).map(Account::person);
    }

    /** Somebody together with the count of their passwords, which a session has to match. */
    @Transactional(readOnly = true)
    public Optional<Account> account(String id) {
        return persons.find(id);
    }

    /** Whoever this user name and password belong to; switched off people are nobody. Takes as long for nobody. */
    @Transactional(readOnly = true)
    public Optional<Account> authenticate(String id, String password) {
        var account = persons.find(id).filter(found -> found.person().enabled());
        if (account.isEmpty()) {
            passwords.pretend(password);
            return Optional.empty();
        }
        return account.filter(found -> passwords.matches(password, persons.hash(id)));
    }

    /** Everybody, by id. */
    @Transactional(readOnly = true)
    public List<Person> all() {
        return persons.all();
    }

    /** Who is in a group {@code brand:role}; people switched off are not. */
    @Transactional(readOnly = true)
    public List<Person> in(String group) {
        var colon = group.indexOf(':');
        return colon < 0 ? List.of() : persons.in(group.substring(0, colon), group.substring(colon + 1));
    }

    /** Who still has the published demo password, and so may be offered at sign-in. */
    @Transactional(readOnly = true)
    public List<Person> demoAccounts() {
        return persons.demo();
    }

    /**
     * Makes an account. {@code by} is who did it; null when the installation itself does.
     *
     * @throws InvalidFields naming each field that breaks its rule
     * @throws Refused when the user name is taken and nothing else is wrong
     */
    public Person create(NewPerson person, @Nullable String by) {
        check(person);
        var name = Checks.typedName(person.name());
        var zone = Checks.zone(person.zone());
        var made = new Person(person.id(), name, zone, person.administrator(), true, person.roles());
        try {
            persons.insert(
                    made, passwords.hash(person.password()), passwords.isDemo(person.password()), clock.instant());
        } catch (DuplicateKeyException e) {
            throw new Refused(Refused.Kind.CONFLICT, "person-exists", taken(person.id()));
        }
        persons.assign(made.id(), made.roles());
        note("person.created", by, made.id(), described(made));
        return get(made.id());
    }

    /**
     * Checks an account before it is made.
     *
     * @throws InvalidFields naming each field that breaks its rule; a name that is taken only beside others
     */
    @Transactional(readOnly = true)
    public void check(NewPerson person) {
        var errors = new FieldErrors();
        errors.check(() -> Checks.personId(person.id()));
        errors.check(() -> Checks.typedName(person.name()));
        errors.check(() -> Checks.zone(person.zone()));
        errors.check(() -> passwords.require(person.password()));
        errors.check(() -> requireFit(person.administrator(), person.roles()));
        if (!errors.isEmpty() && persons.find(person.id()).isPresent()) {
            errors.add("id", taken(person.id()));
        }
        errors.throwIfAny();
    }

    private static String taken(String id) {
        return "The user name " + id + " is taken.";
    }

    /**
     * Checks a change of fields and roles as one.
     *
     * @param roles that they are to have; null for those they have
     * @throws InvalidFields naming each field that breaks its rule
     */
    @Transactional(readOnly = true)
    public void check(String id, Change change, @Nullable Map<String, Set<Role>> roles) {
        var before = get(id);
        var administrator = change.administrator();
        var name = change.name();
        var zone = change.zone();
        var password = change.password();
        var errors = new FieldErrors();
        if (name != null) {
            errors.check(() -> Checks.typedName(name));
        }
        if (zone != null) {
            errors.check(() -> Checks.zone(zone));
        }
        if (password != null) {
            errors.check(() -> passwords.require(password));
        }
        errors.check(() -> requireFit(
                administrator == null ? before.administrator() : administrator,
                roles == null ? before.roles() : roles));
        errors.throwIfAny();
    }

    /**
     * Gives somebody exactly these roles. Claims on tasks that they may not decide any more end with it.
     *
     * @throws Unfit when an administrator would get to decide, or a brand does not exist
     */
    public Person assign(String id, Map<String, Set<Role>> roles, @Nullable String by) {
        persons.lockAll();
        var before = get(id);
        requireFit(before.administrator(), roles);
        persons.assign(id, roles);
        var after = get(id);
        if (!after.roles().equals(before.roles())) {
            note("person.roles", by, id, "from " + described(before.roles()) + " to " + described(after.roles()));
        }
        claims.ifAvailable(held -> held.releaseUnfounded(id, by));
        return after;
    }

    /**
     * Changes what is given and leaves the rest. Whoever is switched off, or gets a password from somebody else, loses
     * all their tokens, too. Claims on tasks that they may not decide any more end.
     *
     * @throws InvalidFields naming each field that breaks its rule
     * @throws Refused when nobody would be left to keep people and brands
     */
    public Person update(String id, Change change, @Nullable String by) {
        persons.lockAll();
        check(id, change, null);
        var before = get(id);
        var after = new Person(
                id,
                change.name() == null ? before.name() : Checks.typedName(change.name()),
                change.zone() == null ? before.zone() : Checks.zone(change.zone()),
                change.administrator() == null ? before.administrator() : change.administrator(),
                change.enabled() == null ? before.enabled() : change.enabled(),
                before.roles());
        if (before.enabled() && before.administrator() && !(after.enabled() && after.administrator())) {
            requireAnotherAdministrator(id);
        }
        persons.update(after);
        if (change.password() != null) {
            persons.password(id, passwords.hash(change.password()), passwords.isDemo(change.password()));
            note("person.password", by, id, "a new password");
        }
        if (before.enabled() != after.enabled()) {
            note(after.enabled() ? "person.enabled" : "person.disabled", by, id, null);
        }
        if ((before.enabled() && !after.enabled()) || (change.password() != null && !id.equals(by))) {
            tokens.revokeAll(id, by);
        }
        if (!after.equals(before)) {
            note("person.changed", by, id, described(after));
        }
        claims.ifAvailable(held -> held.releaseUnfounded(id, by));
        return after;
    }

    /**
     * Somebody's own new password; all their sessions end.
     *
     * @throws InvalidFields naming {@code old} when that is wrong and {@code password} when the new one breaks the rules
     */
    public void changePassword(String id, String old, String fresh) {
        checkPasswords(id, old, fresh);
        update(id, new Change(null, null, null, null, fresh), id);
    }

    /**
     * Checks somebody's own new password before it is set.
     *
     * @throws InvalidFields naming {@code old} when that is wrong and {@code password} when the new one breaks the rules
     */
    @Transactional(readOnly = true)
    public void checkPasswords(String id, String old, String fresh) {
        var errors = new FieldErrors();
        if (old.isEmpty()) {
            errors.add("old", "Give the password you have now.");
        } else if (authenticate(id, old).isEmpty()) {
            errors.add("old", "This is not the password so far.");
        }
        errors.check(() -> passwords.require(fresh));
        errors.throwIfAny();
    }

    /**
     * Some people, by id.
     *
     * @param words what their id or name contains, in capitals or not; null and blank for all
     * @param after id of the last one before; null for the first part
     */
    @Transactional(readOnly = true)
    public Part part(@Nullable String words, @Nullable String after, int size) {
        var found = persons.part(words == null ? "" : UnicodeText.strip(words), after == null ? "" : after, size + 1);
        return found.size() > size
                ? new Part(found.subList(0, size), found.get(size - 1).id())
                : new Part(found, null);
    }

    /**
     * Some people.
     *
     * @param next what the part after this one comes after; null when this is the last
     */
    public record Part(List<Person> items, @Nullable String next) {}

    /** How many people there are. */
    @Transactional(readOnly = true)
    public int count() {
        return persons.count();
    }

    @Transactional(readOnly = true)
    public Optional<Brand> brand(String id) {
        return brands.find(id);
    }

    /** Every brand, by name. */
    @Transactional(readOnly = true)
    public List<Brand> brands() {
        return brands.all();
    }

    /** The brands somebody has a role in, by name. */
    @Transactional(readOnly = true)
    public List<Brand> brandsOf(Person person) {
        return brands.all().stream()
                .filter(brand -> person.belongsTo(brand.id()))
                .toList();
    }

    /** @throws Refused when there is one with this id */
    public Brand createBrand(Brand brand, @Nullable String by) {
        try {
            brands.insert(brand, clock.instant());
        } catch (DuplicateKeyException e) {
            throw new Refused(Refused.Kind.CONFLICT, "brand-exists", "There is a brand " + brand.id() + " already.");
        }
        log.write(new Log.Entry("brand.created", brand.id(), by, "brand:" + brand.id(), null, described(brand)));
        return brand;
    }

    /** Gives a brand another name or zone; its id is for ever. */
    public Brand updateBrand(Brand brand, @Nullable String by) {
        if (!brands.update(brand)) {
            throw new Refused(Refused.Kind.MISSING, "no-such-brand", "There is no brand " + brand.id() + ".");
        }
        log.write(new Log.Entry("brand.changed", brand.id(), by, "brand:" + brand.id(), null, described(brand)));
        return brand;
    }

    private Person get(String id) {
        return find(id).orElseThrow(() ->
                new Refused(Refused.Kind.MISSING, "no-such-person", "There is nobody called " + id + "."));
    }

    private void requireAnotherAdministrator(String id) {
        if (persons.all().stream()
                .noneMatch(other ->
                        other.administrator() && other.enabled() && !other.id().equals(id))) {
            throw new Refused(
                    Refused.Kind.CONFLICT,
                    "last-administrator",
                    id + " is the last administrator. Make somebody else one first.");
        }
    }

    private void requireFit(boolean administrator, Map<String, Set<Role>> roles) {
        roles.forEach((brand, given) -> {
            if (brands.find(brand).isEmpty()) {
                throw new Unfit("roles", "There is no brand " + brand + ".");
            }
            if (administrator && given.stream().anyMatch(DECIDING::contains)) {
                throw new Unfit(
                        "roles",
                        "An administrator decides nothing, so is no " + described(DECIDING) + " in " + brand + ".");
            }
        });
    }

    private void note(String what, @Nullable String by, String person, @Nullable String detail) {
        log.write(new Log.Entry(what, null, by, "person:" + person, null, detail));
    }

    private static String described(Person person) {
        return person.name() + ", " + person.zone() + (person.administrator() ? ", administrator" : "") + ", "
                + described(person.roles());
    }

    private static String described(Brand brand) {
        return brand.name() + ", " + brand.zone();
    }

    private static String described(Map<String, Set<Role>> roles) {
        if (roles.isEmpty()) {
            return "no role";
        }
        return new TreeMap<>(roles)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + described(entry.getValue()))
                        .collect(joining("; "));
    }

    private static String described(Set<Role> roles) {
        return roles.stream().sorted().map(Role::word).collect(joining(", "));
    }

    /** @param password in clear, 12 characters to 72 bytes, or "demo" on embedded storage; kept as a hash only */
    public record NewPerson(
            String id, String name, String zone, String password, boolean administrator, Map<String, Set<Role>> roles) {

        @Override
        public String toString() {
            return "NewPerson " + id; // never the password
        }
    }

    /** What to change about somebody; null leaves a field as it is. */
    public record Change(
            @Nullable String name,
            @Nullable String zone,
            @Nullable Boolean administrator,
            @Nullable Boolean enabled,
            @Nullable String password) {

        @Override
        public String toString() {
            return "Change of name " + name + ", zone " + zone; // never the password
        }
    }

    /** @param stamp counts the passwords somebody had */
    public record Account(Person person, int stamp) {}
}
