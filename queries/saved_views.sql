-- One row per view that is kept under a name, by name; those that were deleted are left out.
select
    view_id,
    name,
    page,
    words,
    recorded_at,
from saved_view
where deleted_at is null
order by name, view_id
