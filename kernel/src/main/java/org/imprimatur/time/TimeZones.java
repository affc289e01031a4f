package org.imprimatur.time;

import com.ibm.icu.util.TimeZone;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The time zones that people, brands and slots may have: regions of the IANA database. */
public final class TimeZones {

    /** Areas whose regions are named after a place; the others hold old names of countries and bare offsets. */
    private static final Set<String> PLACES = Set.of(
            "Africa",
            "America",
            "Antarctica",
            "Arctic",
            "Asia",
            "Atlantic",
            "Australia",
            "Europe",
            "Indian",
            "Pacific");

    private TimeZones() {}

    /**
     * Makes {@code java.time} use the rules of ICU4J, which are newer than those of most Java runtimes. Has an effect only
     * before the first zone is used, so it is the first statement of {@code main}; does nothing where the system property
     * is set already.
     */
    public static void useCurrentRules() {
        if (System.getProperty(IcuZoneRulesProvider.PROPERTY) == null) {
            System.setProperty(IcuZoneRulesProvider.PROPERTY, IcuZoneRulesProvider.class.getName());
        }
    }

    /** Whether the rules of ICU4J are in use, and not those of the Java runtime. */
    public static boolean current() {
        return IcuZoneRulesProvider.class.getName().equals(System.getProperty(IcuZoneRulesProvider.PROPERTY))
                && release().equals(TimeZone.getTZDataVersion());
    }

    /** The release of the IANA database that is in use: {@code 2025b}. */
    public static String release() {
        return ZoneRulesProvider.getVersions("Europe/Berlin").lastKey();
    }

    /** Finds a region by its exact id; offsets and abbreviations are none, since they know no daylight saving time. */
    public static Optional<ZoneId> find(String id) {
        return Known.IDS.contains(id) ? Optional.of(ZoneId.of(id)) : Optional.empty();
    }

    /** The regions to choose from, named after places, in alphabetical order and UTC first. */
    public static List<String> choices() {
        return Known.CHOICES;
    }

    /** Read when first asked for, after {@link #useCurrentRules()}. */
    private static final class Known {
        static final Set<String> IDS = ZoneId.getAvailableZoneIds().stream()
                .filter(id -> !id.startsWith("SystemV/"))
                .collect(Collectors.toUnmodifiableSet());

        static final List<String> CHOICES = Stream.concat(
                        Stream.of("UTC"),
                        IDS.stream()
                                .filter(id -> PLACES.contains(id.substring(0, Math.max(0, id.indexOf('/')))))
                                .sorted())
                .toList();
    }
}
