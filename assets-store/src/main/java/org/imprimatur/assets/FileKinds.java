package org.imprimatur.assets;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which kinds of files each brand allows. Whoever calls has checked that the person may. */
@Service
public class FileKinds {

    private final JdbcClient jdbc;

    FileKinds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The rules of a brand, which are the defaults until somebody changes them. */
    public FileKindRules of(String brand) {
        return jdbc.sql("select stored, attached from asset_file_kinds where brand = :brand")
                .param("brand", brand)
                .query((row, n) -> new FileKindRules(
                        kinds((String[]) row.getArray("stored").getArray()),
                        kinds((String[]) row.getArray("attached").getArray())))
                .optional()
                .orElse(FileKindRules.DEFAULT);
    }

    /** Applies to what is uploaded and attached from now on. Joins the caller's transaction, which logs it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void change(String brand, FileKindRules rules) {
        jdbc.sql("""
                        insert into asset_file_kinds (brand, stored, attached) values (:brand, :stored, :attached)
                        on conflict (brand) do update set stored = excluded.stored, attached = excluded.attached""")
                .param("brand", brand)
                .param("stored", words(rules.stored()))
                .param("attached", words(rules.attached()))
                .update();
    }

    /** Null, as the database tells a brand without rules of its own, is the default. */
    static Set<FileKind> attached(String @Nullable [] words) {
        return words == null ? FileKindRules.DEFAULT.attached() : kinds(words);
    }

    private static Set<FileKind> kinds(String[] words) {
        return Arrays.stream(words)
                .map(FileKind::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FileKind.class)));
    }

    private static String[] words(Collection<FileKind> kinds) {
        return kinds.stream().sorted().map(FileKind::word).toArray(String[]::new);
    }

    /**
     * Refuses by its name what this brand does not store.
     *
     * @throws AssetRefused 415 saying what it is
     */
    static void requireStored(String fileName, FileKindRules rules) {
        var claimed = FileFormat.ofName(fileName);
        if (claimed != FileFormat.UNKNOWN && !rules.stored().contains(claimed.kind())) {
            throw new AssetRefused(
                    "file",
                    415,
                    FileTexts.of(
                            "refused.name",
                            FileFormat.extension(fileName),
                            claimed.noun(),
                            FileTexts.of("kind." + claimed.kind().name())));
        }
    }

    /** Why a file with this content is not stored; null when it is. */
    static @Nullable String refusal(String mediaType, String fileName, FileKindRules rules) {
        var found = FileFormat.of(mediaType, fileName);
        if (rules.stored().contains(found.kind())) {
            return null;
        }
        return found == FileFormat.UNKNOWN
                ? FileTexts.of("refused.unknown")
                : FileTexts.of(
                        "refused.kind",
                        found.noun(),
                        FileTexts.of("kind." + found.kind().name()));
    }
}
