package org.imprimatur.embedded;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.imprimatur.startup.ConditionalOnSetting;

/**
 * For beans that exist in embedded mode only, the demo accounts above all: no database is configured, so this
 * installation brings its own.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ConditionalOnSetting(value = "imprimatur.database.url", missing = true)
public @interface ConditionalOnEmbedded {}
