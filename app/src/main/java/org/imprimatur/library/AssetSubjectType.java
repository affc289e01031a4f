package org.imprimatur.library;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.approval.CanonicalDocument;
import org.imprimatur.approval.Card;
import org.imprimatur.approval.ClaimChange;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.Standing;
import org.imprimatur.approval.SubjectType;
import org.imprimatur.approval.Submission;
import org.imprimatur.approval.Verdict;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.log.Log;
import org.imprimatur.people.People;
import org.imprimatur.text.UnicodeText;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Assets, as the approval domain asks about them and tells what became of them. */
@Component
class AssetSubjectType implements SubjectType {

    static final String KIND = "asset";

    /** Bytes never change, so an asset has one version. */
    private static final int VERSION = 1;

    private final Assets assets;
    private final People people;
    private final Log log;

    AssetSubjectType(Assets assets, People people, Log log) {
        this.assets = assets;
        this.people = people;
        this.log = log;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String model() {
        return "asset-approval";
    }

    @Override
    public Set<String> stages() {
        return Arrays.stream(AssetState.values()).map(AssetState::word).collect(Collectors.toUnmodifiableSet());
    }

    /** Bytes do not change: their changes are another upload. */
    @Override
    public List<Verdict> verdicts() {
        return List.of(Verdict.APPROVE, Verdict.REJECT);
    }

    @Override
    public State state(String id) {
        return new State(outline(id).state().word(), null);
    }

    @Override
    public Card card(String id) {
        var asset = get(id);
        return new Card(
                asset.brand(),
                asset.title(),
                VERSION,
                AssetDocument.of(asset).hash(),
                null,
                null,
                asset.thumbnail() ? id : null,
                Set.copyOf(asset.uploaders()));
    }

    @Override
    public boolean maySee(String id, String person) {
        var asset = known(id).flatMap(assets::outline);
        return asset.isPresent()
                && people.find(person)
                        .filter(somebody -> somebody.enabled()
                                && somebody.belongsTo(asset.get().brand()))
                        .isPresent();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Submission submit(String id, String person) {
        var asset = get(id);
        if (asset.state() != AssetState.CATALOGED) {
            throw new Refused(
                    Refused.Kind.CONFLICT,
                    "not-cataloged",
                    "Only a cataloged asset can be approved; this one is "
                            + asset.state().word() + ".");
        }
        return new Submission(VERSION, AssetDocument.of(asset), null);
    }

    @Override
    public CanonicalDocument document(String id) {
        return AssetDocument.of(get(id));
    }

    /** An asset goes nowhere by itself. */
    @Override
    public List<String> obstacles(String id) {
        return List.of();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void became(String id, Standing standing) {
        var asset = state(id, standing.stage());
        var state = AssetState.of(standing.stage());
        if (state == asset.state()) {
            return; // it waits for its decision as it was when cataloging ended
        }
        assets.became(asset.id(), state);
        log.write(new Log.Entry(
                "asset." + state.word(), asset.brand(), standing.by(), "asset:" + id, VERSION, standing.reason()));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void claimed(ClaimChange change) {
        log.write(new Log.Entry(
                "task." + change.kind().word(),
                outline(change.subject().id()).brand(),
                change.by(),
                change.subject().toString(),
                change.version(),
                change.detail()));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void decided(Decision decision) {
        var asset = decision.verdict() == Verdict.APPROVE
                ? get(decision.subject().id())
                : outline(decision.subject().id());
        var comment = decision.comment();
        log.write(new Log.Entry(
                "decision." + decision.verdict().word(),
                asset.brand(),
                decision.person(),
                decision.subject().toString(),
                decision.version(),
                decision.stepName() + (comment == null || UnicodeText.isBlank(comment) ? "" : ": " + comment)));
    }

    private static Optional<AssetId> known(String id) {
        try {
            return Optional.of(AssetId.of(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no asset has such an id
        }
    }

    /** What cannot be read is not approved, but it may be rejected. */
    private Asset state(String id, String stage) {
        return AssetState.of(stage) == AssetState.APPROVED ? get(id) : outline(id);
    }

    private Asset outline(String id) {
        return assets.outline(AssetId.of(id)).orElseThrow(() -> new NoSuchElementException("No asset " + id));
    }

    private Asset get(String id) {
        return assets.find(AssetId.of(id)).orElseThrow(() -> new NoSuchElementException("No asset " + id));
    }
}
