-- Since when somebody has claimed a task: colleagues see it before they take over.
alter table inbox_item add column claimed_at timestamptz;
update inbox_item set claimed_at = now() where claimed_by is not null;

create index inbox_item_claimed on inbox_item (claimed_by) where claimed_by is not null;
