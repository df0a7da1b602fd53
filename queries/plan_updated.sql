-- One row: when the last report on a plan was recorded, as far as it was known at a moment.
-- $known_at timestamp, null: everything known; $year integer
select max(progress.recorded_at) as updated_at,
from progress
inner join task on progress.task_id = task.task_id
inner join item on task.item_id = item.item_id
inner join theme on item.theme_id = theme.theme_id
where
    theme.year = $year
    and progress.recorded_at <= coalesce($known_at::timestamp, 'infinity'::timestamp)
