-- One row per subject that is on its way, or went it.
create table approval (
    subject   text primary key, -- kind:id, the business key of the process instance
    brand     text        not null,
    instance  text,             -- the engine's process instance; null only while it is being started
    opened_by text        not null,
    opened_at timestamptz not null,
    round     int         not null default 0, -- the current one; 0 before anything was submitted
    released  int,              -- the round that the gate let through
    reason    text,             -- why it came back or stopped
    caused_by text              -- who moved it last; null when time or the gate did
);

-- What each submission froze. The document is kept, so later fields never break old signatures.
create table approval_round (
    subject      text        not null references approval,
    number       int         not null,
    version      int         not null,
    hash         text        not null,
    document     text        not null,
    slot         timestamptz,
    submitted_by text        not null,
    submitted_at timestamptz not null,
    primary key (subject, number)
);

-- Every user task that was opened: the gate asks for a decision on each of a round.
create table approval_step (
    task      text primary key,
    subject   text        not null references approval,
    round     int         not null,
    step      text        not null,
    step_name text        not null,
    kind      text        not null,
    opened_at timestamptz not null
);

create index approval_step_subject on approval_step (subject, round);

create table decision (
    id        uuid primary key,
    subject   text        not null references approval,
    round     int         not null,
    task      text        not null unique,
    step      text        not null,
    step_name text        not null,
    version   int         not null,
    hash      text        not null,
    verdict   text        not null check (verdict in ('APPROVE', 'REQUEST_CHANGES', 'REJECT')),
    comment   text,
    person    text        not null,
    at        timestamptz not null
);

create index decision_subject on decision (subject, at);

-- A signature is never changed and never taken away, and neither is what was signed.
create function approval_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;

create trigger decision_append_only before update or delete on decision
    for each row execute function approval_is_append_only();
create trigger decision_never_truncated before truncate on decision
    for each statement execute function approval_is_append_only();
create trigger approval_round_append_only before update or delete on approval_round
    for each row execute function approval_is_append_only();
create trigger approval_round_never_truncated before truncate on approval_round
    for each statement execute function approval_is_append_only();
