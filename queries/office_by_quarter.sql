-- One row per office of a selected task and quarter begun: where its tasks stood at its end,
-- or on the day asked for when that comes first.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
with
selected as (
    select
        task_id,
        office,
        office_ordinal,
    from selected_task_office($view)
)

select
    selected.office,
    quarter,
    unnest(figures(is_counted, is_finished, is_behind, weight, percent, expected, gap)),
    unnest(reports(is_counted, is_silent, is_ever_reported, is_begun, is_behind, state)),
from task_state_by_quarter($view) as stood
inner join selected on stood.task_id = selected.task_id
group by selected.office, selected.office_ordinal, quarter
order by selected.office_ordinal nulls last, selected.office, quarter
