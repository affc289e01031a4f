package org.imprimatur.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.imprimatur.approval.CanonicalDocument;
import org.imprimatur.approval.Card;
import org.imprimatur.approval.ClaimChange;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.Standing;
import org.imprimatur.approval.SubjectType;
import org.imprimatur.approval.Submission;
import org.imprimatur.approval.Verdict;
import org.jspecify.annotations.Nullable;

/** Subjects of one kind in memory; what they were told can be read. */
public class FakeSubjectType implements SubjectType {

    private final String kind;
    private final String model;
    private final Set<String> stages;
    private final List<Verdict> verdicts;
    private final Map<String, Thing> things = new ConcurrentHashMap<>();

    public FakeSubjectType(String kind, String model, Set<String> stages, List<Verdict> verdicts) {
        this.kind = kind;
        this.model = model;
        this.stages = stages;
        this.verdicts = verdicts;
    }

    public Thing thing(String id) {
        return Objects.requireNonNull(things.computeIfAbsent(id, key -> new Thing()));
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public Set<String> stages() {
        return stages;
    }

    @Override
    public List<Verdict> verdicts() {
        return verdicts;
    }

    @Override
    public State state(String id) {
        var standing = thing(id).standing();
        return new State(standing.stage(), standing.step());
    }

    @Override
    public Card card(String id) {
        var thing = thing(id);
        return new Card(
                thing.brand,
                thing.title,
                thing.version,
                null,
                thing.slot,
                thing.slot == null ? null : "Europe/Berlin",
                null,
                thing.authors);
    }

    @Override
    public boolean maySee(String id, String person) {
        return true;
    }

    @Override
    public Submission submit(String id, String person) {
        var thing = thing(id);
        if (thing.broken != null) {
            throw thing.broken;
        }
        if (thing.veto != null) {
            throw new Refused(Refused.Kind.UNACCEPTABLE, "veto", thing.veto);
        }
        return new Submission(thing.version, document(id), thing.slot);
    }

    @Override
    public CanonicalDocument document(String id) {
        var thing = thing(id);
        return CanonicalDocument.of(new TreeMap<>(Map.of("schema", 1, "title", thing.title, "text", thing.text)));
    }

    @Override
    public List<String> obstacles(String id) {
        return thing(id).obstacles;
    }

    @Override
    public void became(String id, Standing standing) {
        thing(id).standings.add(standing);
    }

    @Override
    public void claimed(ClaimChange change) {
        thing(change.subject().id()).claims.add(change);
    }

    @Override
    public void decided(Decision decision) {
        thing(decision.subject().id()).decisions.add(decision);
    }

    /** One subject. */
    public static final class Thing {
        public String brand = "aurora";
        public String title = "First snow, first light";
        public String text = "Our Winter Roast is back";
        public int version = 1;
        public @Nullable Instant slot;
        public Set<String> authors = new TreeSet<>(Set.of("creator"));
        public @Nullable String veto;
        public @Nullable RuntimeException broken;
        public List<String> obstacles = List.of();
        public final List<Standing> standings = new ArrayList<>();
        public final List<Decision> decisions = new ArrayList<>();
        public final List<ClaimChange> claims = new ArrayList<>();

        public Standing standing() {
            return standings.get(standings.size() - 1);
        }
    }
}
