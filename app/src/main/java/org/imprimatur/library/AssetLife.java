package org.imprimatur.library;

import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Lifecycle;
import org.imprimatur.log.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What follows from an asset's life: a row in the log, and its approval as soon as it is cataloged. */
@Component
class AssetLife implements Lifecycle {

    private final Approvals approvals;
    private final Log log;

    AssetLife(Approvals approvals, Log log) {
        this.approvals = approvals;
        this.log = log;
    }

    @Override
    public void received(Asset asset, String person, boolean duplicate) {
        write(duplicate ? "asset.duplicate" : "asset.received", asset, person, asset.fileName());
        if (duplicate && asset.state() == AssetState.CATALOGED) {
            approvals.authored(ref(asset), person); // who uploaded the same bytes may not decide on them either
        }
    }

    @Override
    public void cataloged(Asset asset) {
        write("asset.cataloged", asset, null, asset.mediaType());
        approvals.open(ref(asset), asset.uploader());
    }

    @Override
    public void failed(Asset asset) {
        write("asset.failed", asset, null, asset.reason());
    }

    private void write(String what, Asset asset, @Nullable String person, @Nullable String detail) {
        log.write(new Log.Entry(what, asset.brand(), person, ref(asset).toString(), 1, detail));
    }

    private static SubjectRef ref(Asset asset) {
        return new SubjectRef(AssetSubjectType.KIND, asset.id().toString());
    }
}
