package org.imprimatur.access;

import org.imprimatur.log.Log;
import org.imprimatur.people.People;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes to the log who came and went, and who was refused; never what they typed as a password. */
@Component
@Transactional
class Diary {

    private final Log log;
    private final People people;

    Diary(Log log, People people) {
        this.log = log;
        this.people = people;
    }

    void signedIn(String who) {
        log.write(new Log.Entry("signed-in", null, who, "person:" + who, null, null));
    }

    void signedOut(String who) {
        log.write(new Log.Entry("signed-out", null, who, "person:" + who, null, null));
    }

    /** A name that nobody has is not kept: people type passwords into the wrong field. */
    void refused(@Nullable String name, @Nullable String from) {
        var subject = name != null && people.find(name).isPresent() ? "person:" + name : null;
        log.write(new Log.Entry("sign-in.refused", null, null, subject, null, "from " + from));
    }
}
