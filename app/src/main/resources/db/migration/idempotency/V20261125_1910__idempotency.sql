-- One row per Idempotency-Key of one person on one path, for a day.
create table idempotency_key (
    id          char(64)    primary key,                           -- SHA-256 over person, path and key, in hex
    claim       uuid        not null,                                  -- of the call that holds it
    held_until  timestamptz not null,                                  -- moved on while that call runs
    made        timestamptz not null,
    took_effect boolean     not null default false,                    -- set in the transaction of the effect itself
    answer      text                                                   -- sealed with the key; null while there is none
);
create index idempotency_key_by_age on idempotency_key (made);
