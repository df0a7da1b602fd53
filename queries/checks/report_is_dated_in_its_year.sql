-- One row per report dated after today or after the plan's year.
-- $today date
select
    task.task_id,
    task.number,
    task.title,
    progress.reported_on,
    theme.year,
from progress
inner join task on progress.task_id = task.task_id
inner join item on task.item_id = item.item_id
inner join theme on item.theme_id = theme.theme_id
where progress.reported_on > least($today::date, make_date(theme.year, 12, 31))
order by task.task_id, progress.reported_on
