-- One row per plan, newest year first: its words and the span of what was reported.
select
    plan.year,
    plan.title,
    plan.organisation,
    plan.is_demo,
    max(progress.reported_on)
    filter (where year(progress.reported_on) <= plan.year)
        as last_reported_on,
from plan
left join theme on plan.year = theme.year
left join item on theme.theme_id = item.theme_id
left join task on item.item_id = task.item_id
left join progress on task.task_id = progress.task_id
group by plan.year, plan.title, plan.organisation, plan.is_demo
order by plan.year desc
