-- A file of a brand. The row makes the object in the store real; an object that no row names is removed in time.
create table asset (
    id             uuid primary key,
    brand          text        not null,
    title          text        not null,
    title_given    boolean     not null, -- by the uploader; otherwise the title found in the file may replace it
    file_name      text        not null,
    media_type     text        not null,
    size           bigint      not null check (size > 0),
    sha256         text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    storage_key    text        not null unique,
    thumbnail_key  text unique,
    thumbnail_type text,
    state          text        not null
        check (state in ('received', 'cataloging', 'cataloged', 'approved', 'rejected', 'failed')),
    reason         text,
    metadata       jsonb       not null default '{}',
    text           text,
    search         tsvector    not null,
    created_at     timestamptz not null,
    unique (brand, sha256),
    check ((thumbnail_key is null) = (thumbnail_type is null))
);

create index asset_newest on asset (brand, created_at desc, id desc);
create index asset_newest_by_state on asset (brand, state, created_at desc, id desc);
create index asset_search on asset using gin (search);

-- Everyone who uploaded the same bytes, in the order in which they did; all of them are barred from deciding.
create table asset_uploader (
    asset       uuid        not null references asset (id),
    person      text        not null,
    position    bigint generated always as identity,
    uploaded_at timestamptz not null,
    primary key (asset, person)
);

-- What waits to be looked into. A lease that has run out is taken over, so a crash leaves nothing stuck.
create table cataloging (
    asset        uuid primary key references asset (id),
    attempts     integer     not null default 0,
    due_at       timestamptz not null default now(),
    lease        uuid,
    leased_until timestamptz,
    check ((lease is null) = (leased_until is null))
);

create index cataloging_due on cataloging (due_at);
