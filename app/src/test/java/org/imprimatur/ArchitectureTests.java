package org.imprimatur;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Repository;

/** The rules of the house that a compiler does not know. */
@AnalyzeClasses(packages = "org.imprimatur", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule CAMUNDA_STAYS_IN_PACKAGES_NAMED_ENGINE = noClasses()
            .that()
            .resideOutsideOfPackage("..engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..");

    @ArchTest
    static final ArchRule THE_OBJECT_STORE_STAYS_IN_PACKAGES_NAMED_MINIO = noClasses()
            .that()
            .resideOutsideOfPackage("..minio..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.minio..", "okhttp3..");

    @ArchTest
    static final ArchRule PARSERS_STAY_IN_PACKAGES_NAMED_TIKA = noClasses()
            .that()
            .resideOutsideOfPackage("..tika..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.tika..");

    @ArchTest
    static final ArchRule THE_LOWER_JARS_KNOW_NO_WEB = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.imprimatur.approval..",
                    "org.imprimatur.inbox..",
                    "org.imprimatur.engine..",
                    "org.imprimatur.assets..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule APPROVALS_AND_ASSETS_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .that()
            .resideInAnyPackage("org.imprimatur.approval..", "org.imprimatur.inbox..", "org.imprimatur.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.imprimatur.assets..");

    @ArchTest
    static final ArchRule ASSETS_KNOW_NO_PROCESS = noClasses()
            .that()
            .resideInAPackage("org.imprimatur.assets..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.imprimatur.approval..", "org.imprimatur.inbox..", "org.imprimatur.engine..");

    @ArchTest
    static final ArchRule SQL_STAYS_INSIDE_ITS_PACKAGE =
            noClasses().that().areAnnotatedWith(Repository.class).should().bePublic();

    @ArchTest
    static final ArchRule DEPENDENCIES_COME_IN_BY_CONSTRUCTOR =
            fields().should().notBeAnnotatedWith(Autowired.class);

    /** It carries the prefix that a proxy serves us under; rules about paths are written without it. */
    @ArchTest
    static final ArchRule A_REQUESTS_ADDRESS_IS_READ_BY_ADDRESS_ALONE = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.imprimatur.web.Address")
            .and()
            .doNotHaveFullyQualifiedName("org.imprimatur.access.OneSpelling") // which looks at all of it
            .should()
            .callMethod(HttpServletRequest.class, "getRequestURI");

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule NOTHING_GOES_TO_THE_CONSOLE_BUT_WHAT_THE_PERSON_WHO_STARTS_READS = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.imprimatur.demo..",
                    "org.imprimatur.embedded..",
                    "org.imprimatur.startup..",
                    "org.imprimatur.assets.tika..")
            .should()
            .accessClassesThat()
            .belongToAnyOf(java.io.PrintStream.class);
}
