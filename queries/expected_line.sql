-- One row per point of the line that a task's expected progress lies on, by task and day: between
-- two points it runs straight, and level is the percent that is expected on the day of one.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
-- $tasks integer[] of task_id, empty: all
with
point as (
    select
        task_id,
        unnest(
            expected_line(start_date, due_date, year, quarter_targets), recursive := true
        ),
    from task_in_force($view['as_of'], $view['known_at'])
    where
        year = $view['year']
        and (len($tasks) = 0 or list_contains($tasks::integer[], task_id))
)

select
    task_id,
    day,
    level,
from point
order by task_id, day
