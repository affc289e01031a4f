package org.imprimatur.library;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.imprimatur.assets.FileKind;
import org.imprimatur.assets.FileKindRules;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which kinds of files a brand allows, over HTTP. */
@RestController
@RequestMapping("/api/brands/{brand}/file-kinds")
@Tag(name = "Assets")
class FileKindsApi {

    private final BrandFileKinds kinds;

    FileKindsApi(BrandFileKinds kinds) {
        this.kinds = kinds;
    }

    @GetMapping
    @Operation(summary = "Which kinds of files a brand stores, and which go with its posts")
    Rules rules(@PathVariable String brand, @Parameter(hidden = true) Person person) {
        return Rules.of(kinds.read(brand, person));
    }

    @PutMapping
    @Operation(
            summary = "Change which kinds of files a brand stores, and which go with its posts",
            description = "For administrators. Applies to what is uploaded and attached from now on.")
    Rules change(@PathVariable String brand, @RequestBody Fields given, @Parameter(hidden = true) Person person) {
        return Rules.of(kinds.change(brand, given.stored, given.attached, person));
    }

    @Schema(name = "FileKindFields")
    record Fields(
            @Schema(description = "Kinds that may be uploaded", example = "[\"pictures\", \"videos\", \"documents\"]")
            @Nullable
            List<String> stored,

            @Schema(description = "Kinds that may go with posts: pictures, videos", example = "[\"pictures\"]")
            @Nullable
            List<String> attached) {}

    /** @param kinds every kind there is */
    @Schema(name = "FileKinds")
    record Rules(List<String> stored, List<String> attached, List<String> kinds) {

        static Rules of(FileKindRules rules) {
            return new Rules(words(rules.stored()), words(rules.attached()), words(Set.of(FileKind.values())));
        }

        private static List<String> words(Set<FileKind> kinds) {
            return Arrays.stream(FileKind.values())
                    .filter(kinds::contains)
                    .map(FileKind::word)
                    .toList();
        }
    }
}
