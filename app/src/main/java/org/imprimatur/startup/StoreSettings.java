package org.imprimatur.startup;

import java.net.URI;
import org.imprimatur.assets.StoreConnection;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An object store of one's own, anything that speaks S3; with none the embedded one is used.
 *
 * @param url scheme, host and port
 * @param bucket private; made at the start when it is missing
 */
@ConfigurationProperties("imprimatur.store")
record StoreSettings(
        @DefaultValue("") String url,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey,
        @DefaultValue("imprimatur") String bucket) {

    /** @throws CannotStart when the address is none, or a key is missing */
    StoreConnection connection() {
        if (accessKey.isBlank() || secretKey.isBlank()) {
            throw new CannotStart("IMPRIMATUR_STORE_URL is set, so IMPRIMATUR_STORE_ACCESS_KEY and "
                    + "IMPRIMATUR_STORE_SECRET_KEY must be set too.");
        }
        return new StoreConnection(endpoint(), region, accessKey, secretKey, bucket);
    }

    private URI endpoint() {
        try {
            URI endpoint = URI.create(url);
            if (endpoint.getHost() != null) {
                return endpoint;
            }
        } catch (IllegalArgumentException unreadable) {
            throw new CannotStart("IMPRIMATUR_STORE_URL is no address: " + url, unreadable);
        }
        throw new CannotStart("IMPRIMATUR_STORE_URL needs a scheme and a host, like http://store:9000, but is " + url);
    }

    @Override
    public String toString() {
        return "StoreSettings[url=" + url + ", bucket=" + bucket + "]";
    }
}
