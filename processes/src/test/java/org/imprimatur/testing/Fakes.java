package org.imprimatur.testing;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the application would answer. */
@Configuration(proxyBeanMethods = false)
class Fakes {

    @Bean
    FakeSubjects posts() {
        return new FakeSubjects(
                "post",
                Set.of(
                        "draft",
                        "in_review",
                        "changes_requested",
                        "slot_missed",
                        "brand_approval",
                        "approved",
                        "publishing",
                        "published",
                        "rejected",
                        "withdrawn",
                        "failed"));
    }

    @Bean
    FakeSubjects files() {
        return new FakeSubjects("asset", Set.of("cataloged", "approved", "rejected"));
    }

    @Bean
    FakeOutlet outlet() {
        return new FakeOutlet();
    }
}
