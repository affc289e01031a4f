package org.imprimatur.slogan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.imprimatur.approval.CanonicalDocument;
import org.imprimatur.approval.Card;
import org.imprimatur.approval.ClaimChange;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Standing;
import org.imprimatur.approval.SubjectType;
import org.imprimatur.approval.Submission;
import org.imprimatur.approval.Verdict;
import org.imprimatur.log.Log;
import org.imprimatur.people.People;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Slogans, as the approval domain asks about them. */
@Component
class SloganSubjectType implements SubjectType {

    private final Slogans slogans;
    private final People people;
    private final Log log;

    SloganSubjectType(Slogans slogans, People people, Log log) {
        this.slogans = slogans;
        this.people = people;
        this.log = log;
    }

    @Override
    public String kind() {
        return "slogan";
    }

    @Override
    public String model() {
        return "slogan-approval";
    }

    @Override
    public Set<String> stages() {
        return Set.of("proposed", "in_use", "dropped");
    }

    @Override
    public List<Verdict> verdicts() {
        return List.of(Verdict.APPROVE, Verdict.REJECT);
    }

    @Override
    public Card card(String id) {
        var slogan = get(id);
        return new Card(
                slogan.brand(), slogan.words(), 1, document(id).hash(), null, null, null, Set.of(slogan.author()));
    }

    @Override
    public State state(String id) {
        return new State(get(id).state(), null);
    }

    @Override
    public boolean maySee(String id, String person) {
        return people.find(person)
                .filter(somebody -> somebody.belongsTo(get(id).brand()))
                .isPresent();
    }

    @Override
    public Submission submit(String id, String person) {
        return new Submission(1, document(id), null);
    }

    @Override
    public CanonicalDocument document(String id) {
        var slogan = get(id);
        return CanonicalDocument.of(
                new TreeMap<>(Map.of("schema", 1, "words", slogan.words(), "occasion", slogan.occasion())));
    }

    @Override
    public List<String> obstacles(String id) {
        return List.of();
    }

    @Override
    public void became(String id, Standing standing) {
        slogans.became(UUID.fromString(id), standing.stage());
        write("slogan." + standing.stage(), id, standing.by(), null);
    }

    @Override
    public void claimed(ClaimChange change) {
        write("task." + change.kind().word(), change.subject().id(), change.by(), change.detail());
    }

    @Override
    public void decided(Decision decision) {
        write("decision." + decision.verdict().word(), decision.subject().id(), decision.person(), decision.comment());
    }

    private void write(String what, String id, @Nullable String by, @Nullable String detail) {
        log.write(new Log.Entry(what, get(id).brand(), by, "slogan:" + id, 1, detail));
    }

    private Slogan get(String id) {
        return slogans.find(UUID.fromString(id)).orElseThrow();
    }
}
