package org.imprimatur.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** What a password must be, and how it is kept. A trial on embedded storage may have the published one. */
@Component
class Passwords {

    static final String DEMO = "demo";

    private static final int SHORTEST = 12;
    private static final int LONGEST_BYTES = 72; // bcrypt reads no further

    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final String nobodys = encoder.encode("nobody's");
    private final boolean embedded;

    Passwords(@Value("${imprimatur.database.url:}") String database) {
        embedded = database.isBlank();
    }

    /** @throws Unfit naming the limit that was missed */
    void require(String password) {
        if (password.isEmpty()) {
            throw new Unfit("password", "Give a password.");
        }
        if (!isDemo(password) && password.codePointCount(0, password.length()) < SHORTEST) {
            throw new Unfit("password", "A password has at least " + SHORTEST + " characters.");
        }
        if (password.getBytes(UTF_8).length > LONGEST_BYTES) {
            throw new Unfit("password", "A password has at most " + LONGEST_BYTES + " bytes.");
        }
    }

    /** @throws Unfit naming the limit that was missed */
    String hash(String password) {
        require(password);
        return encoder.encode(password);
    }

    boolean isDemo(String password) {
        return embedded && password.equals(DEMO);
    }

    boolean matches(String password, String hash) {
        return encoder.matches(password, hash);
    }

    /** Takes as long as a real comparison, so that an answer's time does not tell who has an account. */
    void pretend(String password) {
        var ignored = encoder.matches(password, nobodys);
        assert !ignored || password.equals("nobody's");
    }
}
