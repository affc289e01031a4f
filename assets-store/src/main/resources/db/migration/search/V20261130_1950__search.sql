create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create table search_entry (
    kind  text     not null,
    id    uuid     not null,
    brand text     not null,
    words tsvector not null,
    primary key (kind, id)
);
create index search_entry_words on search_entry using gin (kind, brand, words);
alter table search_entry alter column words set statistics 1000; -- words that are neither rare nor common are known, too

-- words of letters in the entries of a brand, for parts of words and typing errors; none is ever taken out
create table search_word (
    brand text not null,
    word  text not null,
    primary key (brand, word)
);
create index search_word_parts on search_word using gin (brand, word gin_trgm_ops);

-- how far the entries of each kind are made by the present rules
create table search_rebuild (
    kind  text    primary key,
    rules integer not null,
    last  uuid,              -- the subject that was reached; null at the beginning
    done  boolean not null
);
