-- One row per office of a selected task and quarter begun: where its tasks stood at its end,
-- or on the day asked for when that comes first.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
select
    selected.office,
    stood.quarter,
    count(*) as tasks,
    count(*) filter (where stood.is_finished) as finished,
    finished / nullif(tasks, 0) as completion_rate,
    sum(stood.weight * stood.percent) / nullif(sum(stood.weight), 0) as average_progress,
    sum(stood.weight * stood.expected) / nullif(sum(stood.weight), 0) as average_expected,
    average_progress - average_expected as gap,
from selected_task_office($view) as selected
inner join task_state_by_quarter($view) as stood
    on selected.task_id = stood.task_id
where stood.is_counted
group by selected.office, selected.office_ordinal, stood.quarter
order by selected.office_ordinal nulls last, selected.office, stood.quarter
