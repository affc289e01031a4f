-- Each link seals one entry of the log and, through the hash of the link before, all that were sealed earlier.
-- Written after the entry was committed, by one sequencer across nodes, so nobody waits for it. No foreign key: it would
-- write to the log's rows, and the verification finds a missing entry where a key would only forbid it.
create table log_chain (
    sequence bigint primary key check (sequence > 0),
    entry    bigint not null unique,                                      -- log.number
    previous bytea  not null check (octet_length(previous) = 32),         -- of the first link: 32 zeros
    hash     bytea  not null check (octet_length(hash) = 32)              -- SHA-256
);

create trigger log_chain_is_append_only before update or delete or truncate on log_chain
    for each statement execute function refuse_to_change_the_log();
alter table log_chain enable always trigger log_chain_is_append_only;
