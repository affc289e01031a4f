package org.imprimatur.startup;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/** Matches when a setting has a value. An empty one counts as missing: compose files pass unset variables on like that. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnSetting.class)
public @interface ConditionalOnSetting {

    /** Name of the property. */
    String value();

    /** Turns it round: matches when the setting has no value. */
    boolean missing() default false;
}
