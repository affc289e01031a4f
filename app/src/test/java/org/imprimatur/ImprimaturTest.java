package org.imprimatur;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test in the whole application, as {@code ./start} would run it: embedded PostgreSQL and object store, demo
 * accounts, a random port ({@code @LocalServerPort}). All tests with this annotation and nothing added share one
 * application, so each makes what it needs under names of its own and leaves the rest alone. They run in a JVM of their
 * own, because Camunda's webapps know one engine of a name per JVM.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Tag("whole-application")
@SpringBootTest(
        classes = ImprimaturApplication.class, // or a smaller application of a test in the same package would be taken
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // a few people make all that many tests look at
        properties = {
            "imprimatur.creation.posts-per-minute=100000",
            "imprimatur.creation.uploads-per-minute=100000",
            "imprimatur.creation.saves-per-minute=100000"
        })
@ContextConfiguration(initializers = {FreshData.class, CountedStatements.class})
public @interface ImprimaturTest {}
