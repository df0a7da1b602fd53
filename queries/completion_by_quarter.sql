-- One row per quarter of the year: what was due and finished in it, and where the selected tasks
-- stood at its end (as of the day asked for when that comes first). A quarter after that day has
-- only what is due in it, the rest is null; in one that has begun nothing is 0.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
with
selected as (
    select *,
    from selected_task($view)
),

quarter as (
    select
        number,
        quarter_start($view['year'], number) <= $view['as_of']::date as has_begun,
    from unnest([1, 2, 3, 4]) as quarter_number (number)
),

stood as (
    select in_quarter.*,
    from task_state_by_quarter($view) as in_quarter
    inner join selected on in_quarter.task_id = selected.task_id
),

standing as (
    select
        quarter.number as quarter,
        figures(is_counted, is_finished, is_behind, weight, percent, expected, gap) as figures,
        reports(is_counted, is_silent, is_ever_reported, is_begun, is_behind, state) as reports,
    from quarter
    left join stood on quarter.number = stood.quarter
    where quarter.has_begun
    group by quarter.number
),

flow as (
    select
        quarter.number as quarter,
        count(*) filter (
            where selected.is_counted and selected.due_quarter = quarter.number
        ) as due_in_quarter,
        count(*) filter (
            where selected.is_finished and selected.done_quarter = quarter.number
        ) as finished_in_quarter,
        count(*) filter (
            where selected.is_on_time and selected.done_quarter = quarter.number
        ) as finished_on_time,
    from quarter
    cross join selected
    group by quarter.number
)

select
    quarter.number as quarter,
    quarter_end($view['year'], quarter.number) as quarter_end,
    coalesce(flow.due_in_quarter, 0) as due_in_quarter,
    case when quarter.has_begun then coalesce(flow.finished_in_quarter, 0) end
        as finished_in_quarter,
    case when quarter.has_begun then coalesce(flow.finished_on_time, 0) end as finished_on_time,
    unnest(standing.figures),
    unnest(standing.reports),
from quarter
left join flow on quarter.number = flow.quarter
left join standing on quarter.number = standing.quarter
order by quarter.number
