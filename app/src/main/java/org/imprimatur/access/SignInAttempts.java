package org.imprimatur.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import org.imprimatur.Sha256;
import org.imprimatur.proxy.ClientNetwork;
import org.imprimatur.web.Allowance;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts passwords that were tried, in the database, so for all nodes. An attempt is paid before the password is looked
 * at, and a right one is paid back: however many come at once, no more wrong ones than these are ever compared. Each
 * account and each address has one row with the instant at which all it did is forgotten; every attempt moves it on.
 */
@Repository
class SignInAttempts {

    /** Ten, then twenty an hour: nothing for whoever guesses, enough for whoever has forgotten. */
    static final Allowance ACCOUNT = new Allowance(10, Duration.ofMinutes(3));

    /** Many people may share one address. */
    static final Allowance ADDRESS = new Allowance(60, Duration.ofSeconds(30));

    private final JdbcClient jdbc;
    private final Clock clock;

    SignInAttempts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param from the address it comes from; null for where none is counted
     * @throws TooManyAttempts when this account or this address has no attempt left; it then costs none
     */
    @Transactional
    public void take(String name, @Nullable String from) {
        var now = clock.instant();
        take(account(name), ACCOUNT, now);
        if (from != null) {
            take(address(from), ADDRESS, now); // its refusal undoes what the account has paid
        }
        forget(now);
    }

    /** The password was right. */
    @Transactional
    public void giveBack(String name, @Nullable String from) {
        giveBack(account(name), ACCOUNT);
        if (from != null) {
            giveBack(address(from), ADDRESS);
        }
    }

    /**
     * For whoever is in and says their password once more: a count that nothing typed at the door can reach.
     *
     * @throws TooManyAttempts when there is no attempt left
     */
    @Transactional
    public void takeInside(String person) {
        var now = clock.instant();
        take(inside(person), ACCOUNT, now);
        forget(now);
    }

    /** The password was right. */
    @Transactional
    public void giveBackInside(String person) {
        giveBack(inside(person), ACCOUNT);
    }

    private void take(String tried, Allowance allowance, Instant now) {
        var latest = now.plus(allowance.allButOne());
        var taken = jdbc.sql("""
                        insert into sign_in_attempt as known (tried, forgotten) values (:tried, :first)
                        on conflict (tried) do update
                        set forgotten = greatest(known.forgotten, :now) + make_interval(secs => :seconds)
                        where known.forgotten <= :latest""")
                .param("tried", tried)
                .param("first", now.plus(allowance.oneMoreAfter()).atOffset(UTC))
                .param("now", now.atOffset(UTC))
                .param("seconds", allowance.oneMoreAfter().toSeconds())
                .param("latest", latest.atOffset(UTC))
                .update();
        if (taken == 0) {
            throw new TooManyAttempts(Duration.between(latest, forgotten(tried, now)));
        }
    }

    private Instant forgotten(String tried, Instant ifPaidBackMeanwhile) {
        return jdbc.sql("select forgotten from sign_in_attempt where tried = :tried")
                .param("tried", tried)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .orElse(ifPaidBackMeanwhile);
    }

    private void giveBack(String tried, Allowance allowance) {
        jdbc.sql("""
                        update sign_in_attempt set forgotten = forgotten - make_interval(secs => :seconds)
                        where tried = :tried""")
                .param("seconds", allowance.oneMoreAfter().toSeconds())
                .param("tried", tried)
                .update();
    }

    /** Rows that another sign-in holds are left to it. */
    private void forget(Instant now) {
        jdbc.sql("""
                        delete from sign_in_attempt where tried in (
                          select tried from sign_in_attempt where forgotten <= :now for update skip locked)""").param("now", now.atOffset(UTC)).update();
    }

    /** As a digest, because people type passwords into the field for their name. */
    private static String account(String name) {
        return "account " + digest(name);
    }

    private static String inside(String person) {
        return "inside " + digest(person);
    }

    private static String digest(String name) {
        return HexFormat.of().formatHex(Sha256.of(name.getBytes(UTF_8)), 0, 16);
    }

    private static String address(String from) {
        return "address " + ClientNetwork.of(from);
    }
}
