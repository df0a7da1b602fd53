-- One row per agenda, by name; those that were deleted are left out.
select
    agenda_id,
    name,
    recorded_at,
from agenda
where deleted_at is null
order by name, agenda_id
