package org.imprimatur.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * What the frame around a page shows: who is signed in, the brand, the rooms and how much waits. Nothing is asked before
 * a template asks for it, so answers without a frame cost nothing.
 */
public class Frame {

    static final String ATTRIBUTE = "frame";
    private static final String BRAND_IN_SESSION = "brand";

    private final HttpServletRequest request;
    private final People people;
    private final Inbox inbox;
    private boolean asked;
    private @Nullable Person person;
    private @Nullable List<Brand> brands;
    private @Nullable Integer waiting;

    Frame(HttpServletRequest request, People people, Inbox inbox) {
        this.request = request;
        this.people = people;
        this.inbox = inbox;
    }

    /** Who is signed in; null when nobody is. */
    public @Nullable Person getPerson() {
        if (!asked) {
            var who = request.getUserPrincipal();
            person = request.getAttribute(Person.class.getName()) instanceof Person known
                    ? known // a controller has asked already
                    : who == null ? null : people.find(who.getName()).orElse(null);
            asked = true;
        }
        return person;
    }

    /** Whether the page is the answer to a form, in which something was wrong. */
    public boolean isAnswersForm() {
        return HttpMethod.POST.matches(request.getMethod());
    }

    /** After how many seconds without a request the session ends; 0 when there is none. */
    public int getSessionSeconds() {
        var session = request.getSession(false);
        return session == null ? 0 : session.getMaxInactiveInterval();
    }

    /** The zone of who is signed in; UTC when nobody is. */
    public String getZone() {
        var who = getPerson();
        return who == null ? "UTC" : who.zone().getId();
    }

    /** The brands that the person belongs to, by name. */
    public List<Brand> getBrands() {
        var who = getPerson();
        if (brands == null) {
            brands = who == null ? List.of() : people.brandsOf(who);
        }
        return brands;
    }

    /** The brand that the page is about; null when the person belongs to none. */
    public @Nullable Brand getBrand() {
        var mine = getBrands();
        return Stream.of(request.getParameter("brand"), remembered())
                .filter(Objects::nonNull)
                .flatMap(id -> mine.stream().filter(brand -> brand.id().equals(id)))
                .findFirst()
                .orElse(mine.isEmpty() ? null : mine.get(0));
    }

    private @Nullable Object remembered() {
        var session = request.getSession(false);
        return session == null ? null : session.getAttribute(BRAND_IN_SESSION);
    }

    /** How much waits for the person, in all their brands; nobody counts beyond {@link Inbox#MANY}. */
    public int getWaiting() {
        var who = getPerson();
        if (waiting == null) {
            waiting = who == null ? 0 : inbox.count(who.id(), who.groups(), null);
        }
        return waiting;
    }

    /** The rooms of the house that exist for this person; what one may not open is absent. */
    public List<Room> getRooms() {
        var who = getPerson();
        if (who == null) {
            return List.of();
        }
        var own = Stream.of(
                        new Room("home", "/", "home", "g h", at("/")),
                        new Room("inbox", "/inbox", "inbox", "g i", at("/inbox")),
                        new Room("posts", "/posts", "file-text", "g p", at("/posts")),
                        new Room("library", "/library", "photo", "g l", at("/library")))
                .filter(room -> !who.roles().isEmpty() || room.name().equals("home"));
        var people = new Room("people", "/admin/people", "users", null, at("/admin/people"));
        return (who.administrator() ? Stream.concat(own, Stream.of(people)) : own).toList();
    }

    /** The rooms of the tab bar on small screens, at most four beside "more". */
    public List<Room> getTabs() {
        return getRooms().stream().limit(4).toList();
    }

    /** Whether Camunda Tasklist has something for this person: anybody with a role in a brand. */
    public boolean isTasklist() {
        var who = getPerson();
        return who != null && !who.roles().isEmpty();
    }

    /** Whether the person may look into Cockpit: administrators, modelers and auditors. */
    public boolean isCockpit() {
        var who = getPerson();
        return who != null
                && (who.administrator()
                        || who.roles().values().stream()
                                .anyMatch(roles -> roles.contains(Role.MODELER) || roles.contains(Role.AUDITOR)));
    }

    /** {@code light} or {@code dark} as chosen; null follows the system. */
    public @Nullable String getTheme() {
        return request.getCookies() == null
                ? null
                : Arrays.stream(request.getCookies())
                        .filter(cookie -> cookie.getName().equals("theme"))
                        .map(Cookie::getValue)
                        .filter(value -> value.equals("light") || value.equals("dark"))
                        .findFirst()
                        .orElse(null);
    }

    private boolean at(String address) {
        var path = Address.of(request);
        return path.equals(address) || (address.length() > 1 && path.startsWith(address + "/"));
    }

    /**
     * One entry of the navigation.
     *
     * @param name of its message, {@code room.name}
     * @param key what one presses to go there; null when there is none
     */
    public record Room(
            String name,
            String address,
            String icon,
            @Nullable String key,
            boolean current) {}
}
