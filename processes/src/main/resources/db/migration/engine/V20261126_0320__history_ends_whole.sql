-- The engine's clean-up by the end of an instance leaves what people did on it in the operation log; it goes along.
create function operation_log_ends() returns trigger language plpgsql as $$
begin
    delete from act_hi_op_log where root_proc_inst_id_ in (select id_ from ended);
    return null;
end $$;

create trigger operation_log_ends after delete on act_hi_procinst
    referencing old table as ended for each statement execute function operation_log_ends();

-- Title, brand and slot stood at each open task as well, and would be shown there for ever as they were.
delete from act_ru_variable where task_id_ is not null and name_ in ('title', 'brand', 'slot');
