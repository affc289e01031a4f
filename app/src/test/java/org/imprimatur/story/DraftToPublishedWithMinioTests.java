package org.imprimatur.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The same with a real MinIO server for the store; the post goes out as soon as it is approved. */
class DraftToPublishedWithMinioTests extends DraftToPublished {

    private @Nullable MinioServer minio;

    @Override
    Map<String, String> settings() throws IOException {
        minio = MinioServer.start(data());
        return minio.settings();
    }

    @Override
    void wishToPublish(Portal creator) {
        creator.find("#when-asap").check();
    }

    @Test
    @Order(9)
    void theBytesCameFromMinioAndNoOtherStoreWasStarted() throws IOException {
        assertThat(product().data().resolve("objects")).doesNotExist();
        assertThat(minio).isNotNull();
        try (var originals = Files.list(objects())) {
            assertThat(originals).isNotEmpty();
        }
    }

    private Path objects() {
        return java.util.Objects.requireNonNull(minio).folder().resolve("imprimatur/original");
    }

    @AfterAll
    void stopMinio() {
        if (minio != null) {
            minio.close();
        }
    }
}
