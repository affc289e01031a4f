package org.imprimatur.assets;

import java.net.URI;

/**
 * Where the object store answers and how it knows us. The application provides it as a bean.
 *
 * @param endpoint scheme, host and port
 * @param bucket private; made at the start when it is missing
 */
public record StoreConnection(URI endpoint, String region, String accessKey, String secretKey, String bucket) {

    @Override
    public String toString() {
        return "StoreConnection[endpoint=" + endpoint + ", bucket=" + bucket + "]";
    }
}
