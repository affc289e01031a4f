/**
 * The engine behind its door: how Camunda is configured, what a model may say, which model serves whom. It knows no
 * approval; what runs in it is named by its {@link org.imprimatur.engine.Palette} and
 * {@link org.imprimatur.engine.Vocabulary}.
 */
@ApplicationModule(
        displayName = "Engine",
        allowedDependencies = {"transaction"})
@NullMarked
package org.imprimatur.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
