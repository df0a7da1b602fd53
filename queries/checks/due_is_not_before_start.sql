-- One row per task whose due date in force is before its start date.
-- $today date
select
    task.task_id,
    task.number,
    task.title,
    in_force.start_date,
    in_force.due_date,
from task_in_force($today, null) as in_force
inner join task on in_force.task_id = task.task_id
where in_force.due_date < in_force.start_date
order by task.task_id
