-- What somebody has typed into the form of a post and not saved yet: one row per person and post.
create table post_autosave (
    person     text        not null,
    post       text        not null, -- id of the post, or the key of a form whose post is not saved yet
    brand      text        not null,
    draft      boolean     not null, -- whether it is for a post that is not saved yet
    base       integer     not null, -- version that the form was filled from; 0 for a new post
    fields     jsonb       not null, -- names and values of the form
    saved_at   timestamptz not null,
    busy_until timestamptz not null, -- each save moves it on by a second; too far ahead is too often
    primary key (person, post)
);
create index post_autosave_by_person on post_autosave (person, saved_at);
create index post_autosave_by_post on post_autosave (post);
create index post_autosave_by_age on post_autosave (saved_at);
