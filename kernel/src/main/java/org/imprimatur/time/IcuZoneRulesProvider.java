package org.imprimatur.time;

import com.ibm.icu.util.BasicTimeZone;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import com.ibm.icu.util.TimeZoneRule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Gives {@code java.time} the time zones of ICU4J, which brings its own release of the IANA database. The Java runtime
 * creates it in place of its own provider when the system property {@link #PROPERTY} names it; see {@link TimeZones}.
 */
public final class IcuZoneRulesProvider extends ZoneRulesProvider {

    /** Names the class that Java takes zone rules from. Read once, when the first zone is used. */
    static final String PROPERTY = "java.time.zone.DefaultZoneRulesProvider";

    /** Changes of the clock are listed up to here; from then on a zone keeps its last offset. */
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    private final Map<String, ZoneRules> rules = new ConcurrentHashMap<>();

    private final Set<String> ids;

    /**
     * Called by the Java runtime, possibly while this class is being initialized, since its superclass creates it: so this
     * reads no static field of its own.
     */
    public IcuZoneRulesProvider() {
        // a placeholder of ICU, and one of the IANA database for a machine that was not set up
        var noPlaces = Set.of(TimeZone.UNKNOWN_ZONE_ID, "Factory");
        ids = TimeZone.getAvailableIDs(SystemTimeZoneType.ANY, null, null).stream()
                .filter(id -> !ZoneId.SHORT_IDS.containsKey(id) && !noPlaces.contains(id))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    protected Set<String> provideZoneIds() {
        return ids;
    }

    @Override
    protected ZoneRules provideRules(String zone, boolean forCaching) {
        if (!ids.contains(zone)) {
            throw new ZoneRulesException("Unknown time zone: " + zone);
        }
        return rules.computeIfAbsent(zone, IcuZoneRulesProvider::converted);
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String zone) {
        return new TreeMap<>(Map.of(TimeZone.getTZDataVersion(), provideRules(zone, false)));
    }

    private static ZoneRules converted(String id) {
        var zone = (BasicTimeZone) TimeZone.getFrozenTimeZone(id);
        var standard = new ArrayList<ZoneOffsetTransition>();
        var wall = new ArrayList<ZoneOffsetTransition>();
        var change = zone.getNextTransition(Long.MIN_VALUE, false);
        if (change == null) {
            return ZoneRules.of(ZoneOffset.ofTotalSeconds(zone.getRawOffset() / 1_000));
        }
        var first = change.getFrom();
        while (change != null && change.getTime() < END.toEpochMilli()) {
            add(standard, change.getTime(), standard(change.getFrom()), standard(change.getTo()));
            add(wall, change.getTime(), wall(change.getFrom()), wall(change.getTo()));
            change = zone.getNextTransition(change.getTime(), false);
        }
        return ZoneRules.of(standard(first), wall(first), standard, wall, List.of());
    }

    private static void add(List<ZoneOffsetTransition> changes, long millis, ZoneOffset before, ZoneOffset after) {
        if (!before.equals(after)) {
            var local = LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1_000L), 0, before);
            changes.add(ZoneOffsetTransition.of(local, before, after));
        }
    }

    private static ZoneOffset standard(TimeZoneRule rule) {
        return ZoneOffset.ofTotalSeconds(rule.getRawOffset() / 1_000);
    }

    private static ZoneOffset wall(TimeZoneRule rule) {
        return ZoneOffset.ofTotalSeconds((rule.getRawOffset() + rule.getDSTSavings()) / 1_000);
    }
}
