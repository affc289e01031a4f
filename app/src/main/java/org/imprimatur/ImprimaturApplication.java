package org.imprimatur;

import org.imprimatur.time.TimeZones;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the product. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ImprimaturApplication {

    public static void main(String... args) {
        TimeZones.useCurrentRules();
        SpringApplication.run(ImprimaturApplication.class, args);
    }
}
