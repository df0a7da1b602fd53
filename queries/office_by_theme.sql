-- One row per office and theme that share a selected task: completion.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
select
    office,
    theme,
    unnest(figures(is_counted, is_finished, is_behind, weight, percent, expected, gap)),
    unnest(reports(is_counted, is_silent, is_ever_reported, is_begun, is_behind, state)),
from selected_task_office($view)
group by office, office_ordinal, theme, theme_ordinal
order by office_ordinal nulls last, office, theme_ordinal
