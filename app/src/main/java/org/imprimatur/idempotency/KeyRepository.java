package org.imprimatur.idempotency;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The keys as rows. All times are the database's, so that the clocks of the nodes do not matter. */
@Repository
class KeyRepository {

    /** How long a call that is not heard of any more still counts as running, and how long a key is kept. */
    private static final String LEASE = "interval '15 seconds'";

    private static final Duration KEPT = Duration.ofHours(24);

    private final JdbcClient jdbc;

    KeyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes a key that is new or too old, or whose call died before anything took effect.
     *
     * @return whether this call has it now
     */
    boolean claim(ClaimedCall call) {
        return claim(call, KEPT);
    }

    /** @param kept for how long the key is valid */
    boolean claim(ClaimedCall call, Duration kept) {
        return jdbc.sql("""
                        insert into idempotency_key as kept (id, claim, held_until, made)
                        values (:id, :claim, now() + %1$s, now())
                        on conflict (id) do update
                        set claim = excluded.claim, held_until = excluded.held_until, made = excluded.made,
                            took_effect = false, answer = null
                        where kept.held_until < now()
                          and (kept.made < now() - make_interval(secs => :kept) or kept.answer is null and not kept.took_effect)""".formatted(LEASE))
                        .param("id", call.id())
                        .param("claim", call.claim())
                        .param("kept", kept.toSeconds())
                        .update()
                == 1;
    }

    Optional<Row> find(String id) {
        return jdbc.sql(
                        "select held_until >= now() as running, took_effect, answer from idempotency_key where id = :id")
                .param("id", id)
                .query((row, index) ->
                        new Row(row.getBoolean("running"), row.getBoolean("took_effect"), row.getString("answer")))
                .optional();
    }

    /** Says that the calls of this node still run. */
    void hold(Collection<ClaimedCall> calls) {
        jdbc.sql("update idempotency_key set held_until = now() + " + LEASE + " where (id, claim) in (:calls)")
                .param(
                        "calls",
                        calls.stream()
                                .map(call -> new Object[] {call.id(), call.claim()})
                                .toList())
                .update();
    }

    /** Whether the transaction at hand has written anything so far. */
    boolean wrote() {
        return jdbc.sql("select pg_current_xact_id_if_assigned() is not null")
                .query(Boolean.class)
                .single();
    }

    /** Part of the transaction of the effect. False when another call has taken the key over. */
    boolean tookEffect(ClaimedCall call) {
        return jdbc.sql("update idempotency_key set took_effect = true where id = :id and claim = :claim")
                        .param("id", call.id())
                        .param("claim", call.claim())
                        .update()
                == 1;
    }

    void keep(ClaimedCall call, String answer) {
        jdbc.sql("""
                        update idempotency_key set answer = :answer, held_until = now() - interval '1 second'
                        where id = :id and claim = :claim""")
                .param("answer", answer)
                .param("id", call.id())
                .param("claim", call.claim())
                .update();
    }

    /** Gives the key back, as if it had never been sent. False when something took effect under it. */
    boolean forget(ClaimedCall call) {
        return jdbc.sql("delete from idempotency_key where id = :id and claim = :claim and not took_effect")
                        .param("id", call.id())
                        .param("claim", call.claim())
                        .update()
                == 1;
    }

    /** The call is over, and there is no answer to keep. */
    void release(ClaimedCall call) {
        jdbc.sql(
                        "update idempotency_key set held_until = now() - interval '1 second' where id = :id and claim = :claim")
                .param("id", call.id())
                .param("claim", call.claim())
                .update();
    }

    void clean() {
        jdbc.sql("delete from idempotency_key where made < now() - make_interval(secs => :kept) and held_until < now()")
                .param("kept", KEPT.toSeconds())
                .update();
    }

    /**
     * What is known of a key.
     *
     * @param running whether its call has been heard of lately
     * @param tookEffect whether something was committed under it
     * @param answer sealed; null while there is none
     */
    record Row(
            boolean running, boolean tookEffect, @Nullable String answer) {}
}
