-- Which text of queries/macros/ a ledger's macros were made from, so that other ones replace them.
-- (Versions 2 and 3 had only macros, and are none any more.)

-- One row: the SHA-256 of that text. It outlives the tables when a ledger is emptied, as macros do.
create table if not exists macro_text (
    digest text not null
);
