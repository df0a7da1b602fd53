-- One row per agenda and meeting that a link may name: its kind ('agenda', 'meeting'), its id, and
-- of a meeting the plan's year, the as-of day and the agenda. Deleted ones are among them, for
-- frozen links show what they were.
select
    'agenda' as kind,
    agenda_id as id,
    null::integer as year,
    null::date as as_of,
    null::integer as agenda_id,
from agenda
union all
select
    'meeting' as kind,
    meeting_id as id,
    year,
    as_of,
    agenda_id,
from meeting
order by kind, id
