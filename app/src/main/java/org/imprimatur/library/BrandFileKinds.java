package org.imprimatur.library;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.FieldErrors;
import org.imprimatur.assets.FileKind;
import org.imprimatur.assets.FileKindRules;
import org.imprimatur.assets.FileKinds;
import org.imprimatur.log.Log;
import org.imprimatur.people.Brand;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.People;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which kinds of files a brand stores and attaches: everybody of the brand may read it, administrators change it. */
@Service
class BrandFileKinds {

    private final FileKinds kinds;
    private final People people;
    private final Permissions permissions;
    private final Log log;
    private final MessageSource messages;

    BrandFileKinds(FileKinds kinds, People people, Permissions permissions, Log log, MessageSource messages) {
        this.kinds = kinds;
        this.people = people;
        this.permissions = permissions;
        this.log = log;
        this.messages = messages;
    }

    @Transactional(readOnly = true)
    FileKindRules read(String brand, Person person) {
        if (!person.enabled() || !person.administrator()) {
            permissions.require(person, Action.READ, brand);
        }
        return kinds.of(existing(brand).id());
    }

    /**
     * Replaces the rules. What is stored already stays; what is attached already is checked again when it is published.
     *
     * @throws org.imprimatur.InvalidFields naming each word that is no kind, and each kind that cannot be attached
     */
    @Transactional
    FileKindRules change(String brand, @Nullable List<String> stored, @Nullable List<String> attached, Person by) {
        permissions.requireAdministrator(by);
        existing(brand);
        var errors = new FieldErrors();
        var rules = new FileKindRules(read("stored", stored, errors), read("attached", attached, errors));
        for (var kind : rules.attached()) {
            if (!kind.publishable()) {
                errors.add("attached", say("kinds.not-publishable", say("kinds." + kind.word())));
            } else if (!rules.stored().contains(kind)) {
                errors.add("attached", say("kinds.not-stored", say("kinds." + kind.word())));
            }
        }
        errors.throwIfAny();
        kinds.change(brand, rules);
        log.write(new Log.Entry("brand.file-kinds", brand, by.id(), "brand:" + brand, null, described(rules)));
        return rules;
    }

    private Brand existing(String brand) {
        return people.brand(brand).orElseThrow(() -> NotPermitted.secret("brand"));
    }

    private Set<FileKind> read(String field, @Nullable List<String> words, FieldErrors errors) {
        var read = EnumSet.noneOf(FileKind.class);
        if (words == null) {
            errors.add(field, say("kinds.missing"));
            return read;
        }
        for (var n = 0; n < words.size(); n++) {
            try {
                read.add(FileKind.of(words.get(n)));
            } catch (IllegalArgumentException e) {
                errors.add(field + "[" + n + "]", String.valueOf(e.getMessage()));
            }
        }
        return read;
    }

    private static String described(FileKindRules rules) {
        return "stored: " + words(rules.stored()) + "; attached: " + words(rules.attached());
    }

    private static String words(Set<FileKind> kinds) {
        return kinds.stream().sorted().map(FileKind::word).collect(Collectors.joining(", "));
    }

    private String say(String key, Object... values) {
        return messages.getMessage(key, values, LocaleContextHolder.getLocale());
    }
}
