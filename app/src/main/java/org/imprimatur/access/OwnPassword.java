package org.imprimatur.access;

import org.imprimatur.FieldErrors;
import org.imprimatur.InvalidFields;
import org.imprimatur.people.People;
import org.imprimatur.people.People.Change;
import org.springframework.stereotype.Component;

/**
 * Changes the password of the person who is signed in. Wrong old passwords are counted: a stolen session or token must
 * not be a way to guess the password. The count is apart from the one at sign-in, so that nobody outside can use it up.
 */
@Component
class OwnPassword {

    private final People people;
    private final SignInAttempts attempts;

    OwnPassword(People people, SignInAttempts attempts) {
        this.people = people;
        this.attempts = attempts;
    }

    /**
     * Changes it; sessions end, tokens stay.
     *
     * @param errors what is wrong already; nothing is changed then, but the rest is checked as well
     * @throws InvalidFields naming {@code old} when that is wrong and {@code password} when the new one breaks the rules
     * @throws TooManyAttempts when too many wrong ones were given lately
     */
    void change(String person, String old, String fresh, FieldErrors errors) {
        if (old.isEmpty()) {
            errors.check(() -> people.checkPasswords(person, old, fresh)); // compares nothing, so it costs no attempt
        } else {
            attempts.takeInside(person);
            errors.check(() -> people.checkPasswords(person, old, fresh));
            if (!errors.names("old")) {
                attempts.giveBackInside(person);
            }
        }
        errors.throwIfAny();
        people.update(person, new Change(null, null, null, null, fresh), person);
    }
}
