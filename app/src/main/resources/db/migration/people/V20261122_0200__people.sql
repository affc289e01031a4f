-- Which installation this is: part of the session cookie's name, since browsers share cookies between ports.
create table installation (
    only_one boolean primary key default true check (only_one),
    id       text    not null
);
insert into installation (id) values (substr(replace(gen_random_uuid()::text, '-', ''), 1, 12));

create table brand (
    id   text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$'),
    name text        not null check (length(name) between 1 and 80),
    zone text        not null, -- IANA region id
    made timestamptz not null
);

create table person (
    id            text primary key check (id ~ '^[a-z0-9][a-z0-9._@-]{0,62}[a-z0-9]$'),
    name          text        not null check (length(name) between 1 and 80),
    zone          text        not null, -- IANA region id
    password      text        not null, -- {bcrypt}...
    stamp         integer     not null default 0, -- counts passwords; a session with another stamp is over
    demo          boolean     not null default false, -- has the published demo password, so sign-in may offer it
    administrator boolean     not null default false,
    enabled       boolean     not null default true,
    made          timestamptz not null
);

create table membership (
    person text not null references person,
    brand  text not null references brand,
    role   text not null check (role in ('creator', 'librarian', 'reviewer', 'brand-manager', 'publisher', 'modeler',
                                         'auditor')),
    primary key (person, brand, role)
);
create index membership_by_group on membership (brand, role);

create table access_token (
    id      uuid primary key,
    person  text        not null references person,
    name    text        not null check (length(name) between 1 and 80),
    sha256  bytea       not null unique,
    made    timestamptz not null,
    used    timestamptz, -- to the hour, so that a busy client does not write a row per call
    expires timestamptz,
    revoked timestamptz
);
create index access_token_by_person on access_token (person, made);
