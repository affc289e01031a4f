package org.imprimatur.library;

import java.util.Optional;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.Assets;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.web.ItemGuard;
import org.imprimatur.web.UnreadableItem;

/** Assets as one person may see them. */
final class VisibleAssets {

    private VisibleAssets() {}

    /**
     * An asset, if this person may see it.
     *
     * @throws UnreadableItem when its row cannot be read; said only to those who may see it
     */
    static Optional<Asset> find(Assets assets, Permissions permissions, AssetId id, Person person) {
        var item = "asset:" + id;
        var asset = ItemGuard.read(item, () -> assets.find(id));
        if (asset.isEmpty()
                && assets.brand(id)
                        .filter(brand -> permissions.may(person, Action.READ, brand))
                        .isPresent()) {
            throw new UnreadableItem(item);
        }
        return asset.flatMap(found -> found).filter(found -> permissions.may(person, Action.READ, found.brand()));
    }
}
