-- What has not been looked into yet goes before what was tried already.
drop index cataloging_due;
create index cataloging_next on cataloging (attempts, due_at, asset);
