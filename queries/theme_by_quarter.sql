-- One row per theme of a selected task and quarter begun: where its tasks stood at its end,
-- or on the day asked for when that comes first.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
select
    selected.theme,
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
from selected_task($view) as selected
inner join task_state_by_quarter($view) as stood
    on selected.task_id = stood.task_id
where stood.is_counted
group by selected.theme, selected.theme_ordinal, stood.quarter
order by selected.theme_ordinal, stood.quarter
