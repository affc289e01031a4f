package org.imprimatur.assets;

/** What the application wants to hear of an asset's life, each call in the transaction in which it happens. */
public interface Lifecycle {

    /** New bytes were stored, or the same bytes came again from this person. */
    void received(Asset asset, String person, boolean duplicate);

    /** It was looked into with success and waits for approval now. */
    void cataloged(Asset asset);

    /** It could not be looked into; the asset's reason says why. */
    void failed(Asset asset);
}
