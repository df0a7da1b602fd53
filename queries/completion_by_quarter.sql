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
        make_date($view['year'], 3 * number - 2, 1) as begins_on,
        last_day(make_date($view['year'], 3 * number, 1)) as ends_on,
    from unnest([1, 2, 3, 4]) as quarter_number (number)
),

standing as (
    select
        stood.quarter,
        unnest(
            figures(
                stood.is_counted, stood.is_finished, stood.is_behind,
                stood.weight, stood.percent, stood.expected, stood.gap
            )
        ),
        unnest(
            reports(
                stood.is_counted, stood.is_silent, stood.is_ever_reported, stood.is_begun,
                stood.is_behind, stood.state
            )
        ),
    from task_state_by_quarter($view) as stood
    semi join selected on stood.task_id = selected.task_id
    where stood.is_counted
    group by stood.quarter
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
