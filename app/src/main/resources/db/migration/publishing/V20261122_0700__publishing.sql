-- One attempt per version and channel, committed before anything goes out.
create table publication_attempt (
    id          uuid         primary key,
    subject     varchar(96)  not null,
    brand       varchar(40)  not null,
    title       text         not null,
    round       integer      not null,
    version     integer      not null,
    hash        char(64)     not null,
    channel     varchar(40)  not null,
    state       varchar(16)  not null check (state in ('prepared', 'sending', 'sent', 'failed', 'unknown')),
    detail      text,
    address     text,                                      -- where it can be seen, once it is out
    prepared_at timestamptz  not null,
    settled_at  timestamptz,
    unique (subject, version, channel)
);
create index publication_attempt_by_brand on publication_attempt (brand, prepared_at desc, id desc);

-- A feed has a name of its own for readers that collect feeds; it never changes.
create table feed (
    brand varchar(40) primary key,
    id    uuid        not null
);

-- What is out, rendered from the document that was approved.
create table feed_entry (
    id           uuid        primary key,
    attempt      uuid        not null unique references publication_attempt,
    brand        varchar(40) not null,
    post         uuid        not null unique,
    version      integer     not null,
    hash         char(64)    not null,
    document     text        not null,
    published_at timestamptz not null
);
create index feed_entry_by_time on feed_entry (brand, published_at desc, id desc);

-- The pictures that are for everybody, since a published post shows them.
create table feed_media (
    entry  uuid        not null references feed_entry on delete cascade,
    brand  varchar(40) not null,
    asset  uuid        not null,
    sha256 char(64)    not null,
    primary key (entry, asset)
);
create index feed_media_by_asset on feed_media (brand, asset);
