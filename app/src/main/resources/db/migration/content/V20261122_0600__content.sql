-- Posts as they stand now. What was submitted is kept beside the decisions, as a canonical document.
create table post (
    id          uuid         primary key,
    brand       varchar(40)  not null,
    title       text         not null,
    version     integer      not null check (version > 0), -- counts saves
    hash        char(64),                                  -- of the version submitted last
    state       varchar(32)  not null,
    step        text         not null,
    reason      text,
    slot_local  timestamp,
    slot_zone   varchar(64),
    slot_offset varchar(16),                               -- only where a clock change doubles the hour
    slot_at     timestamptz,
    created_at  timestamptz  not null,
    saved_at    timestamptz  not null,
    since       timestamptz  not null,                     -- when it took its state
    changed_at  timestamptz  not null,                     -- saved or moved; lists are sorted by it
    check ((slot_local is null) = (slot_at is null) and (slot_zone is null) = (slot_at is null))
);
create index post_by_change on post (brand, changed_at desc, id desc);
create index post_by_state on post (brand, state, changed_at desc, id desc);

create table post_variant (
    post     uuid        not null references post on delete cascade,
    position integer     not null,
    channel  varchar(40) not null,
    text     text        not null,
    primary key (post, channel)
);

create table post_asset (
    post     uuid    not null references post on delete cascade,
    position integer not null,
    asset    uuid    not null,
    alt      text    not null,
    primary key (post, asset)
);
create index post_asset_by_asset on post_asset (asset);

-- Everyone who saved it, and so may not decide on it.
create table post_author (
    post   uuid        not null references post on delete cascade,
    person varchar(64) not null,
    since  timestamptz not null,
    primary key (post, person)
);
