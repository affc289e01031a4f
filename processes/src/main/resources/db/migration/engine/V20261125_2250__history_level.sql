-- The engine refuses to start on a database that was begun with another level of history. What is kept so far stays.
update act_ge_property set value_ = '40' where name_ = 'historyLevel' and value_ = '3';
