-- One row: the view of a number, with deleted_at when it was deleted; none when there was none.
-- $view_id integer
select
    view_id,
    name,
    page,
    words,
    recorded_at,
    deleted_at,
from saved_view
where view_id = $view_id::integer
