-- One row per change of a row of the bureau's own tables, newest first: its content before and
-- after as JSON, null where there was or is none.
select
    version_id,
    recorded_at,
    table_name,
    row_key,
    lag(content) over (partition by table_name, row_key order by version_id) as before,
    content as after,
from row_version
qualify recorded_at is not null
order by version_id desc
