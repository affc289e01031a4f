package org.imprimatur.demo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;

/** Only where the product brings its own database for a first try, and nobody said {@code imprimatur.demo=false}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnExpression("'${imprimatur.database.url:}'.isBlank() and ${imprimatur.demo:true}")
@interface ConditionalOnDemo {}
