-- The open tasks, one row each, complete enough to list them without asking anybody else.
create table inbox_item (
    task       text primary key,
    kind       text        not null check (kind in ('WORK', 'DECISION')),
    step       text        not null,
    step_name  text        not null,
    brand      text        not null,
    subject    text        not null,
    title      text        not null,
    version    int         not null,
    hash       text,
    round      int         not null,
    slot       timestamptz,
    zone       text,
    picture    text,
    authors    text[]      not null,
    candidates text[]      not null,
    claimed_by text,
    created    timestamptz not null,
    due        timestamptz
);

create index inbox_item_subject on inbox_item (subject);

-- Who may work on it. Everything that narrows a list is repeated here, so that a page is found in the index alone:
-- the first rows of each of a person's groups in order of due date, merged.
create table inbox_candidate (
    task       text        not null references inbox_item on delete cascade,
    candidate  text        not null,
    due        timestamptz not null, -- infinity when there is none
    brand      text        not null,
    kind       text        not null,
    claimed_by text,
    barred     text[]      not null, -- who wrote it and so may not decide on it
    primary key (task, candidate)
);

create index inbox_candidate_due on inbox_candidate (candidate, due, task) include (brand, kind, claimed_by, barred);
