drop index asset_search;
alter table asset drop column search; -- search_entry has it now
