package org.imprimatur.slogan;

import java.util.UUID;

/** A kind of subject that only tests know: something short that a brand wants to say everywhere. */
record Slogan(UUID id, String brand, String words, String occasion, String author, String state) {}
