-- One row per import, newest first: who brought in which file, what came of it, who took it back.
select
    import_id,
    imported_at,
    imported_by,
    file_name,
    digest,
    kind,
    year,
    count_new,
    count_changed,
    count_unchanged,
    count_missing,
    undone_at,
    undone_by,
    program_version,
    backup,
from import_log
order by import_id desc
