-- One row per quarter of the year: what was due and finished in it, and where the selected tasks
-- stood at its end (as of the day asked for when that comes first; null for a quarter after it).
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
with
selected as (
    select *,
    from selected_task($view)
),

quarter as (
    select
        number,
        quarter_start($view['year'], number) as begins_on,
        quarter_end($view['year'], number) as ends_on,
    from unnest([1, 2, 3, 4]) as quarter_number (number)
),

standing as (
    select
        quarter,
        unnest(figures(is_counted, is_finished, is_behind, weight, percent, expected, gap)),
        unnest(reports(is_counted, is_silent, is_ever_reported, is_begun, is_behind, state)),
    from task_state_by_quarter($view)
    where is_counted and task_id in (select task_id, from selected)
    group by quarter
),

flow as (
    select
        quarter.number as quarter,
        count(*) filter (
            where selected.is_counted
            and selected.due_date between quarter.begins_on and quarter.ends_on
        ) as due_in_quarter,
        count(*) filter (
            where selected.is_finished
            and selected.done_on between quarter.begins_on and quarter.ends_on
        ) as finished_in_quarter,
        count(*) filter (
            where selected.is_finished
            and selected.done_on between quarter.begins_on and quarter.ends_on
            and selected.done_on <= selected.due_date
        ) as finished_on_time,
    from quarter
    cross join selected
    group by quarter.number
)

select
    quarter.number as quarter,
    quarter.ends_on as quarter_end,
    coalesce(flow.due_in_quarter, 0) as due_in_quarter,
    coalesce(flow.finished_in_quarter, 0) as finished_in_quarter,
    coalesce(flow.finished_on_time, 0) as finished_on_time,
    standing.* exclude (quarter),
from quarter
left join flow on quarter.number = flow.quarter
left join standing on quarter.number = standing.quarter
order by quarter.number
