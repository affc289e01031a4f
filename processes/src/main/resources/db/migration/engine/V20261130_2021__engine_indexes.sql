-- The engine looks for the subtasks of each task that it removes, and read all open tasks for it.
create index act_ru_task_by_parent on act_ru_task (parent_task_id_);

-- What is due is a few of many timers; jobs that are due at once have no date.
create index act_ru_job_by_due_date on act_ru_job (duedate_) where retries_ > 0;
