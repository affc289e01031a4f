package org.imprimatur.slogan;

import java.util.List;
import java.util.UUID;
import org.imprimatur.approval.Round;
import org.imprimatur.review.Preview;
import org.imprimatur.review.SubjectPages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Slogans, as the inbox and Tasklist show them. */
@Component
class SloganSubjectPages implements SubjectPages {

    private final Slogans slogans;

    SloganSubjectPages(Slogans slogans) {
        this.slogans = slogans;
    }

    record SloganPreview(Slogan slogan) implements Preview {

        @Override
        public String template() {
            return "slogan/review";
        }

        @Override
        public @Nullable GoesOut goesOut() {
            return null;
        }

        @Override
        public List<Check> checks() {
            return List.of(Check.of(slogan.words().length() < 60, "slogan.short"));
        }

        @Override
        public @Nullable Object since(Round earlier) {
            return null;
        }
    }

    @Override
    public String kind() {
        return "slogan";
    }

    @Override
    public String address(String id) {
        return "/slogans/" + id;
    }

    @Override
    public boolean versioned() {
        return false;
    }

    @Override
    public Preview preview(Round round) {
        return new SloganPreview(
                slogans.find(UUID.fromString(round.subject().id())).orElseThrow());
    }
}
