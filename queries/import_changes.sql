-- One row per line of what an import changed, as it was shown before it was written.
-- $import_id integer
select
    kind,
    number,
    title,
    field,
    before,
    after,
    place as "where",
    words,
from import_change
where import_id = $import_id
order by ordinal
