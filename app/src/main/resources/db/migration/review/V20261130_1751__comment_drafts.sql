-- What somebody has typed as a comment on an open task and not sent yet.
create table comment_draft (
    task       text        not null,
    person     text        not null,
    comment    text        not null,
    saved_at   timestamptz not null,
    busy_until timestamptz not null, -- each save moves it on by a second; too far ahead is too often
    primary key (task, person)
);
create index comment_draft_by_person on comment_draft (person, saved_at);
create index comment_draft_by_age on comment_draft (saved_at);

-- However a task is decided, in the portal, in Tasklist or over the API: nobody comments on it any more.
create function comment_drafts_end() returns trigger language plpgsql as $$
begin
    delete from comment_draft where task = new.task;
    return null;
end $$;

create trigger comment_drafts_end after insert on decision for each row execute function comment_drafts_end();
