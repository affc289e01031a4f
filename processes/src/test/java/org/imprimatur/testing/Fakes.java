package org.imprimatur.testing;

import java.util.List;
import java.util.Set;
import org.imprimatur.approval.Verdict;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the application would answer. */
@Configuration(proxyBeanMethods = false)
class Fakes {

    @Bean
    FakeSubjectType posts() {
        return new FakeSubjectType(
                "post",
                "content-approval",
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
                        "failed"),
                List.of(Verdict.values()));
    }

    @Bean
    FakeSubjectType files() {
        return new FakeSubjectType(
                "asset",
                "asset-approval",
                Set.of("cataloged", "approved", "rejected"),
                List.of(Verdict.APPROVE, Verdict.REJECT));
    }

    @Bean
    FakeOutlet outlet() {
        return new FakeOutlet();
    }
}
