create table log (
    number  bigint generated always as identity primary key,
    at      timestamptz not null,
    what    text        not null,
    brand   text,
    actor   text,
    subject text,
    version integer,
    detail  text
);
create index log_by_subject on log (subject, number);

create function refuse_to_change_the_log() returns trigger language plpgsql as $$
begin
    raise exception 'The log is append-only: % is refused', tg_op using errcode = 'integrity_constraint_violation';
end
$$;

-- Per statement, so that even one that would touch no row is refused; "always" holds in every replication role.
create trigger log_is_append_only before update or delete or truncate on log
    for each statement execute function refuse_to_change_the_log();
alter table log enable always trigger log_is_append_only;
