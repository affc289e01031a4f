package org.imprimatur.assets;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.imprimatur", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule onlyMinioKnowsTheObjectStore = noClasses()
            .that()
            .resideOutsideOfPackage("org.imprimatur.assets.minio")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.minio..", "okhttp3..");

    /** CVE-2026-97731: whoever holds an address that our key signed reads the whole bucket. */
    @ArchTest
    static final ArchRule nothingIsPresignedWithOurKey = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.minio\\.(.*Presign.*|PostPolicy|.*Signer)");

    @ArchTest
    static final ArchRule onlyTikaKnowsParsers = noClasses()
            .that()
            .resideOutsideOfPackage("org.imprimatur.assets.tika")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.tika..",
                    "org.apache.pdfbox..",
                    "com.drew..",
                    "com.twelvemonkeys..",
                    "net.coobird..",
                    "javax.imageio..");

    @ArchTest
    static final ArchRule assetsKnowNoProcessAndNoPage = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.camunda..",
                    "org.springframework.web..",
                    "org.imprimatur.approval..",
                    "org.imprimatur.inbox..",
                    "org.imprimatur.engine..",
                    "org.imprimatur.content..",
                    "org.imprimatur.people..",
                    "org.imprimatur.library..");
}
