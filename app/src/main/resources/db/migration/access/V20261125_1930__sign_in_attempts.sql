-- Passwords tried of late, one row per account (a digest of the name that was typed) and per address. It holds no more
-- than the instant at which all attempts are forgotten; a row past it says nothing and is removed.
create table sign_in_attempt (
    tried     text primary key,
    forgotten timestamptz not null
);

create index sign_in_attempt_forgotten on sign_in_attempt (forgotten);
