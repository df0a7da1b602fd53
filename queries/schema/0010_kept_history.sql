-- What outlives every import and every restore: how often the ledger was written, what each import
-- changed, and the earlier rows of the bureau's own tables. These tables stay when a ledger is
-- emptied; only import_log is made anew then.

-- The file name of the backup that was made before the import.
alter table import_log add column backup text;

-- One row: which ledger this is, and how often it was written. The file beside the ledger tells the
-- number of the last confirmed write; a smaller one here means that writes were lost.
create table if not exists write_mark (
    ledger_id text not null,
    number bigint not null,
    written_at timestamp
);

insert into write_mark
select
    uuid()::text as ledger_id,
    0 as number,
    null as written_at,
where not exists (from write_mark);

-- One row per line of an import's preview, as it was shown before it was written; unchanged tasks
-- and reports are left out. kind 'note': a remark on the whole import, in title.
create table if not exists import_change (
    import_id integer not null,
    ordinal integer not null,
    kind text not null,
    number text not null,
    title text not null,
    field text not null,
    before text not null,
    after text not null,
    place text not null,
    words text not null
);
