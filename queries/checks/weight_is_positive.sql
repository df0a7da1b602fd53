-- One row per task whose weight in force is not positive.
-- $today date
select
    task.task_id,
    task.number,
    task.title,
    in_force.weight,
from task_in_force($today, null) as in_force
inner join task on in_force.task_id = task.task_id
where in_force.weight <= 0
order by task.task_id
