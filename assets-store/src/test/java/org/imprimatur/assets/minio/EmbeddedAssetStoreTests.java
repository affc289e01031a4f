package org.imprimatur.assets.minio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.imprimatur.assets.AssetRefused;
import org.imprimatur.assets.S3Proxy;
import org.imprimatur.assets.StoreConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The contract, kept by the server that comes with the product. */
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedAssetStoreTests extends AssetStoreContract {

    @Override
    StoreConnection connection(String bucket) {
        return S3Proxy.connection(bucket);
    }

    @Test
    void aStoreThatIsDownIsRefusedInWordsAndTheLogSaysWhereItIs(CapturedOutput said) throws Exception {
        var nobody = URI.create("http://127.0.0.1:" + S3Proxy.freePort());
        var store = new MinioAssetStore(new StoreConnection(nobody, "us-east-1", "key", "secret", "bucket"));

        assertThatThrownBy(() -> store.size("any"))
                .isInstanceOf(AssetRefused.class)
                .hasMessage("The object store does not answer as it should. Try again in a moment.");
        assertThat(said).contains("The object store at " + nobody + " does not answer as it should: ");
        store.destroy();
    }
}
