-- One row per plan, newest year first: how many tasks and reports it has.
select
    plan.year,
    plan.title,
    plan.is_demo,
    count(distinct task.task_id) as tasks,
    count(progress.progress_id) as reports,
from plan
left join theme on plan.year = theme.year
left join item on theme.theme_id = item.theme_id
left join task on item.item_id = task.item_id
left join progress on task.task_id = progress.task_id
group by plan.year, plan.title, plan.is_demo
order by plan.year desc
