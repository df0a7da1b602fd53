-- The history of the bureau's own tables: every earlier row can be brought back. Append-only, and
-- outlives imports, restores and the emptying of a ledger.

-- One row per version of a row, by its key: content is the row as JSON, null once it is gone.
-- recorded_at is null for what was there before the history began.
create table if not exists row_version (
    version_id bigint not null,
    recorded_at timestamp,
    table_name text not null,
    row_key text not null,
    content text
);
