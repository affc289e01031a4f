-- The comparison of store and database that runs, or ran last: one row, so that two never run at once.
create table reconciliation (
    only_one     boolean primary key default true check (only_one),
    id           uuid        not null,
    state        text        not null check (state in ('running', 'done', 'failed')),
    started_at   timestamptz not null,
    ended_at     timestamptz,
    old_before   timestamptz not null, -- objects from before it count as old
    reached      text        not null, -- all keys up to this one are compared
    objects      bigint      not null default 0,
    rows         bigint      not null, -- keys that rows named when it began
    rows_compared bigint     not null default 0,
    young        bigint      not null default 0,
    removed      bigint      not null default 0,
    missing      bigint      not null default 0,
    lease        uuid        not null, -- of the node that compares
    leased_until timestamptz not null
);

-- What it found, the first thousand of each kind.
create table reconciliation_finding (
    reconciliation uuid not null,
    kind           text not null check (kind in ('removed', 'missing')),
    key            text not null,
    asset          uuid, -- whose object is missing
    primary key (reconciliation, kind, key)
);

-- The store lists keys in the order of their bytes.
create index asset_storage_key_order on asset (storage_key collate "C");
create index asset_thumbnail_key_order on asset (thumbnail_key collate "C") where thumbnail_key is not null;
