package org.imprimatur.people;

import java.time.ZoneId;
import org.imprimatur.FieldErrors;
import org.imprimatur.InvalidFields;

/**
 * A brand, which is also a tenant of the engine. Controllers take one as a parameter: the one that the path or the
 * query names, if the person belongs to it; else the one they looked at last.
 *
 * @param id lower-case letters, digits and dashes, 2 to 40 characters; part of group names and of public addresses
 * @param zone in which the world sees its slots
 */
public record Brand(String id, String name, ZoneId zone) {

    /** @throws Unfit naming the field that breaks its rule */
    public Brand {
        Checks.brandId(id);
        name = Checks.name(name);
        Checks.zone(zone.getId());
    }

    /** @throws InvalidFields naming each field that breaks its rule */
    public static Brand of(String id, String name, String zone) {
        var errors = new FieldErrors();
        errors.check(() -> Checks.brandId(id));
        errors.check(() -> Checks.typedName(name));
        errors.check(() -> Checks.zone(zone));
        errors.throwIfAny();
        return new Brand(id, name, Checks.zone(zone));
    }
}
