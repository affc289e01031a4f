package org.imprimatur.library;

import java.util.Optional;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.Assets;
import org.imprimatur.log.Log;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts rejected files up for approval once more. */
@Service
class Reopening {

    /** In characters. */
    static final int MAX_REASON = 1_000;

    private final Assets assets;
    private final Approvals approvals;
    private final Permissions permissions;
    private final Log log;
    private final MessageSource messages;

    Reopening(Assets assets, Approvals approvals, Permissions permissions, Log log, MessageSource messages) {
        this.assets = assets;
        this.approvals = approvals;
        this.permissions = permissions;
        this.log = log;
        this.messages = messages;
    }

    /**
     * Opens a new round of approval; earlier decisions stay. The person counts as an uploader from now on, so somebody
     * else decides.
     *
     * @throws InvalidInput when there is no reason, or a longer one than {@value #MAX_REASON} characters
     * @throws org.imprimatur.assets.AssetRefused 409 when the asset is not rejected
     */
    @Transactional
    Asset reopen(Asset asset, @Nullable String reason, Person person) {
        permissions.require(person, Action.UPLOAD, asset.brand());
        var why = required(reason);
        var subject = subject(asset);
        if (rejection(asset).isPresent()) {
            approvals.hold(subject); // else there may be no approval, and what follows says so
        }
        assets.reopen(asset.id(), person.id());
        approvals.reopen(subject, why, person.id());
        log.write(new Log.Entry("asset.reopened", asset.brand(), person.id(), subject.toString(), 1, why));
        return assets.get(asset.id());
    }

    private String required(@Nullable String reason) {
        var why = UnicodeText.stripToNull(reason);
        if (why == null) {
            throw new InvalidInput("reason", say("reopen.reason.missing"));
        }
        UnicodeText.unreadable(why.replace("\r", "")).ifPresent(found -> {
            throw new InvalidInput("reason", say("reopen.reason.unreadable", found));
        });
        var length = why.codePointCount(0, why.length());
        if (length > MAX_REASON) {
            throw new InvalidInput("reason", say("reopen.reason.long", length, MAX_REASON));
        }
        return why;
    }

    /** The decision that rejected it last. */
    Optional<Decision> rejection(Asset asset) {
        return approvals.decisions(subject(asset)).stream()
                .filter(decision -> decision.verdict() == Verdict.REJECT)
                .reduce((earlier, later) -> later);
    }

    private static SubjectRef subject(Asset asset) {
        return new SubjectRef(AssetSubjectType.KIND, asset.id().toString());
    }

    private String say(String key, Object... values) {
        return messages.getMessage(key, values, LocaleContextHolder.getLocale());
    }
}
