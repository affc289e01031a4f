package org.imprimatur.assets;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** @param limit the largest file that is accepted */
@ConfigurationProperties("imprimatur.uploads")
public record UploadSettings(@DefaultValue("2GB") DataSize limit) {

    public UploadSettings {
        if (limit.toBytes() < 1) {
            throw new IllegalArgumentException("imprimatur.uploads.limit must be at least 1 byte, it is " + limit);
        }
    }
}
