package org.imprimatur.story;

import java.util.Map;

/** As a stranger starts it, with nothing but what it brings along; the post goes out in its slot. */
class DraftToPublishedTests extends DraftToPublished {

    @Override
    Map<String, String> settings() {
        return Map.of();
    }

    @Override
    void wishToPublish(Portal creator) {
        wish(creator, soon());
    }
}
