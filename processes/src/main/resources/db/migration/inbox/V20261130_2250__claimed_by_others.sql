-- What others have claimed is few among many: counted and listed without looking at what nobody has claimed.
create index inbox_candidate_claimed on inbox_candidate (candidate, due, task) include (brand, kind, claimed_by, barred)
    where claimed_by is not null;
