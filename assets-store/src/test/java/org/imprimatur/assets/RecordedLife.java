package org.imprimatur.assets;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers what the application was told, and does what {@link #heard} says; hears no more while {@link #trouble} is set. */
class RecordedLife implements Lifecycle {

    final List<String> told = new CopyOnWriteArrayList<>();
    volatile @Nullable RuntimeException trouble;
    volatile Runnable heard = () -> {};

    @Override
    public void received(Asset asset, String person, boolean duplicate) {
        tell("received " + asset.fileName() + " from " + person + (duplicate ? " again" : ""));
    }

    @Override
    public void cataloged(Asset asset) {
        tell("cataloged " + asset.fileName());
    }

    @Override
    public void failed(Asset asset) {
        tell("failed " + asset.fileName());
    }

    private void tell(String what) {
        var thrown = trouble;
        if (thrown != null) {
            throw thrown;
        }
        told.add(what);
        heard.run();
    }
}
