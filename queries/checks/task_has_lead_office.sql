-- One row per task that no office leads.
-- $today date
with
led as (
    select task_id,
    from task_office_in_force($today, null)
    where role = 'lead'
)

select
    task.task_id,
    task.number,
    task.title,
from task
anti join led on task.task_id = led.task_id
order by task.task_id
