package org.imprimatur.access;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Brands", description = "For administrators")
class BrandsApi {

    private final People people;
    private final Permissions permissions;

    BrandsApi(People people, Permissions permissions) {
        this.people = people;
        this.permissions = permissions;
    }

    @GetMapping
    @Operation(summary = "All brands")
    All all(Person administrator) {
        permissions.requireAdministrator(administrator);
        return new All(people.brands().stream().map(BrandJson::of).toList());
    }

    @PostMapping
    @Operation(summary = "Make a brand", description = "Its id is for ever.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<BrandJson> create(@RequestBody Fields given, Person administrator) {
        permissions.requireAdministrator(administrator);
        var made = people.createBrand(
                Brand.of(
                        Objects.requireNonNullElse(given.id, ""),
                        Objects.requireNonNullElse(given.name, ""),
                        Objects.requireNonNullElse(given.zone, "")),
                administrator.id());
        return ResponseEntity.created(Address.here("/api/brands/" + made.id())).body(BrandJson.of(made));
    }

    /** What is given replaces wholly, the rest stays; an id is for ever. */
    @PatchMapping("/{id}")
    @Operation(summary = "Change a brand", description = "What is given replaces, the rest stays.")
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

    @Schema(name = "Brands")
    record All(List<BrandJson> items) {}

    @Schema(name = "BrandFields")
    record Fields(
            @Schema(description = "lower-case letters, digits and hyphens", example = "aurora") @Nullable
            String id,

            @Schema(example = "Aurora Coffee") @Nullable String name,

            @Schema(description = "IANA region id; a new brand needs one", example = "Europe/Berlin") @Nullable
            String zone) {}

    @Schema(name = "Brand")
    record BrandJson(String id, String name, String zone) {

        static BrandJson of(Brand brand) {
            return new BrandJson(brand.id(), brand.name(), brand.zone().getId());
        }
    }
}
