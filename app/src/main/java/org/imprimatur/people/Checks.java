package org.imprimatur.people;

import java.time.ZoneId;
import java.util.regex.Pattern;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.time.TimeZones;

/** What ids, names and zones of people and brands must look like. */
final class Checks {

    private static final Pattern BRAND = Pattern.compile("[a-z0-9][a-z0-9-]{0,38}[a-z0-9]");
    private static final Pattern PERSON = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,62}[a-z0-9]");
    private static final int NAME_LIMIT = 80;

    private Checks() {}

    static String brandId(String id) {
        if (UnicodeText.isBlank(id)) {
            throw new Unfit("id", "Give the brand a URL name.");
        }
        if (!BRAND.matcher(id).matches()) {
            throw new Unfit(
                    "id",
                    "A brand's URL name has 2 to 40 lower-case letters, digits and dashes inside, found: " + shown(id));
        }
        return id;
    }

    static String personId(String id) {
        if (UnicodeText.isBlank(id)) {
            throw new Unfit("id", "Give a user name.");
        }
        if (!PERSON.matcher(id).matches()) {
            throw new Unfit(
                    "id",
                    "A user name has 2 to 64 lower-case letters and digits, with . _ @ - inside, found: " + shown(id));
        }
        return id;
    }

    static String name(String name) {
        var stripped = UnicodeText.strip(name);
        if (stripped.isEmpty()) {
            throw new Unfit("name", "Give a name.");
        }
        if (stripped.length() > NAME_LIMIT) {
            throw new Unfit("name", "A name has 1 to " + NAME_LIMIT + " characters, found: " + stripped.length());
        }
        if (!UnicodeText.isOneLine(stripped)) {
            throw new Unfit("name", "A name is one line.");
        }
        UnicodeText.unreadable(stripped).ifPresent(found -> {
            throw new Unfit("name", "There is a character nobody can see in the name (" + found + "). Type it anew.");
        });
        return stripped;
    }

    /** A name as somebody types it: also without characters that turn the text around it. */
    static String typedName(String name) {
        var checked = name(name);
        UnicodeText.directionControl(checked).ifPresent(found -> {
            throw new Unfit(
                    "name",
                    "The name has a character that changes the direction of the text around it: " + found
                            + ". Delete it, or type the name again.");
        });
        return checked;
    }

    /** Region ids only: a bare offset knows no summer time. */
    static ZoneId zone(String zone) {
        if (UnicodeText.isBlank(zone)) {
            throw new Unfit("zone", "Choose a time zone.");
        }
        return TimeZones.find(UnicodeText.strip(zone))
                .orElseThrow(() -> new Unfit(
                        "zone",
                        "A zone is a region of the IANA database, Europe/Berlin for instance, found: " + shown(zone)));
    }

    private static String shown(String value) {
        return value.length() > NAME_LIMIT ? value.substring(0, NAME_LIMIT) + "…" : value;
    }
}
