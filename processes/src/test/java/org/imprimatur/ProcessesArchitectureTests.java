package org.imprimatur;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.imprimatur.approval.Gatekeeper;
import org.imprimatur.approval.Proceedings;
import org.imprimatur.inbox.InboxRows;

@AnalyzeClasses(packages = "org.imprimatur", importOptions = ImportOption.DoNotIncludeTests.class)
class ProcessesArchitectureTests {

    @ArchTest
    static final ArchRule ONLY_ENGINE_PACKAGES_KNOW_THE_ENGINE = noClasses()
            .that()
            .resideOutsideOfPackages("..engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..");

    @ArchTest
    static final ArchRule NOTHING_HERE_KNOWS_THE_WEB_THE_STORE_OR_THE_APPLICATION = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.web..",
                    "org.imprimatur.assets..",
                    "org.imprimatur.content..",
                    "org.imprimatur.people..",
                    "org.imprimatur.review..",
                    "io.minio..",
                    "org.apache.tika..");

    @ArchTest
    static final ArchRule ONLY_THE_ENGINE_REPORTS_PROCEEDINGS = classes()
            .that()
            .areAssignableTo(Proceedings.class)
            .or()
            .areAssignableTo(Gatekeeper.class)
            .should()
            .onlyBeAccessed()
            .byAnyPackage("org.imprimatur.approval..");

    @ArchTest
    static final ArchRule ONLY_APPROVALS_WRITE_THE_INBOX = classes()
            .that()
            .areAssignableTo(InboxRows.class)
            .should()
            .onlyBeAccessed()
            .byAnyPackage("org.imprimatur.approval..", "org.imprimatur.inbox..");
}
