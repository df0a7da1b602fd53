-- One row per office and theme that share a selected task: completion.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
select
    office,
    theme,
    count(*) filter (where is_counted) as tasks,
    count(*) filter (where is_finished) as finished,
    finished / nullif(tasks, 0) as completion_rate,
from selected_task_office($view)
group by office, office_ordinal, theme, theme_ordinal
order by office_ordinal nulls last, office, theme_ordinal
