-- One row per day of the bureau's school calendar.
select
    event,
    day,
from calendar_day
order by day, event
