-- Why a subject that was rejected is submitted once more; null for every other submission.
alter table approval_round add column reason text;
