package org.imprimatur.access;

import static org.imprimatur.access.Given.required;

import java.util.List;
import java.util.Objects;
import org.imprimatur.people.Brand;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.People;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Person;
import org.imprimatur.web.Address;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Brands, for administrators. */
@RestController
@RequestMapping("/api/brands")
class BrandsApi {

    private final People people;
    private final Permissions permissions;

    BrandsApi(People people, Permissions permissions) {
        this.people = people;
        this.permissions = permissions;
    }

    @GetMapping
    All all(Person administrator) {
        permissions.requireAdministrator(administrator);
        return new All(people.brands().stream().map(BrandJson::of).toList());
    }

    @PostMapping
    ResponseEntity<BrandJson> create(@RequestBody Fields given, Person administrator) {
        permissions.requireAdministrator(administrator);
        var made = people.createBrand(
                Brand.of(
                        required(given.id, "id"),
                        required(given.name, "name"),
                        Objects.requireNonNullElse(given.zone, "UTC")),
                administrator.id());
        return ResponseEntity.created(Address.here("/api/brands/" + made.id())).body(BrandJson.of(made));
    }

    /** What is given replaces wholly, the rest stays; an id is for ever. */
    @PatchMapping("/{id}")
    BrandJson change(@PathVariable String id, @RequestBody Fields given, Person administrator) {
        permissions.requireAdministrator(administrator);
        var before = people.brand(id).orElseThrow(() -> NotPermitted.secret("brand"));
        return BrandJson.of(people.updateBrand(
                Brand.of(
                        id,
                        Objects.requireNonNullElse(given.name, before.name()),
                        Objects.requireNonNullElse(given.zone, before.zone().getId())),
                administrator.id()));
    }

    record All(List<BrandJson> items) {}

    record Fields(
            @Nullable String id,
            @Nullable String name,
            @Nullable String zone) {}

    record BrandJson(String id, String name, String zone) {

        static BrandJson of(Brand brand) {
            return new BrandJson(brand.id(), brand.name(), brand.zone().getId());
        }
    }
}
