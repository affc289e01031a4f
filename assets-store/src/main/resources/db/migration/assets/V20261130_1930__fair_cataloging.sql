-- Brands take turns, and the people of a brand: the first file of each, then the second of each.
alter table cataloging
    add column brand  text,
    add column person text,
    add column turn   bigint not null default 0;

update cataloging c set brand = waiting.brand, person = waiting.person, turn = waiting.turn
from (
    select q.asset, a.brand, u.person,
        row_number() over (partition by a.brand, u.person order by q.due_at, q.asset) - 1 as turn
    from cataloging q
        join asset a on a.id = q.asset
        cross join lateral (
            select person from asset_uploader where asset = a.id order by position desc limit 1) u) waiting
where c.asset = waiting.asset;

alter table cataloging alter column brand set not null, alter column person set not null;

drop index cataloging_next;
create index cataloging_next on cataloging (brand, attempts, turn, due_at, asset);
create index cataloging_of_person on cataloging (brand, person, turn);
