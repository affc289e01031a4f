-- Which kinds of files a brand stores, and which of them go with posts. A brand without a row has the defaults.
create table asset_file_kinds (
    brand    text primary key,
    stored   text[] not null,
    attached text[] not null
);
