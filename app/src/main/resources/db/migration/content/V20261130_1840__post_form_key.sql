-- The form of the composer that a post was made from, so that a form that is sent twice makes one post.
alter table post add column form_key uuid;
create unique index post_by_form on post (brand, form_key) where form_key is not null;
