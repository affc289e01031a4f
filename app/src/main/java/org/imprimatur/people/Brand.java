package org.imprimatur.people;

import java.time.ZoneId;

/**
 * A brand, which is also a tenant of the engine.
 *
 * @param id lower-case letters, digits and dashes, 2 to 40 characters; part of group names and of public addresses
 * @param zone in which the world sees its slots
 */
public record Brand(String id, String name, ZoneId zone) {}
