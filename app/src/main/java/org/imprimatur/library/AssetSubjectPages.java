package org.imprimatur.library;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.approval.Round;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.Assets;
import org.imprimatur.review.Preview;
import org.imprimatur.review.Preview.Check;
import org.imprimatur.review.SubjectPages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Assets, as the inbox, the preview and the forms in Tasklist show them. */
@Component
class AssetSubjectPages implements SubjectPages {

    private final Assets assets;

    AssetSubjectPages(Assets assets) {
        this.assets = assets;
    }

    /**
     * A file that asks to be used.
     *
     * @param asset null when it is gone
     */
    record AssetPreview(@Nullable Asset asset, List<Check> checks) implements Preview {

        @Override
        public String template() {
            return "library/review";
        }

        @Override
        public @Nullable GoesOut goesOut() {
            return null;
        }

        /** Bytes do not change. */
        @Override
        public @Nullable Object since(Round earlier) {
            return null;
        }
    }

    @Override
    public String kind() {
        return AssetSubjectType.KIND;
    }

    @Override
    public String address(String id) {
        return "/library/" + id;
    }

    @Override
    public boolean versioned() {
        return false;
    }

    @Override
    public Preview preview(Round round) {
        return assets.find(AssetId.of(round.subject().id()))
                .map(asset -> new AssetPreview(asset, checks(asset)))
                .orElseGet(() -> new AssetPreview(null, List.of()));
    }

    private static List<Check> checks(Asset asset) {
        var credit = asset.metadata().containsKey("credit") || asset.metadata().containsKey("creator");
        var copyright = asset.metadata().containsKey("copyright");
        var why = asset.whyNotAttachable();
        var checks = new ArrayList<Check>();
        checks.add(why == null ? Check.of(true, "check.asset.kind") : Check.of(false, "check.asset.told", why));
        if (asset.reason() != null && !asset.reason().equals(why)) {
            checks.add(Check.of(false, "check.asset.told", asset.reason()));
        }
        checks.add(Check.of(credit, credit ? "check.asset.credit" : "check.asset.credit.none"));
        checks.add(Check.of(copyright, copyright ? "check.asset.copyright" : "check.asset.copyright.none"));
        return checks;
    }
}
