-- One row per theme with a selected task, in the plan's order: completion and states.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
select
    theme_ordinal,
    theme,
    unnest(figures(is_counted, is_finished, is_behind, weight, percent, expected, gap)),
    unnest(reports(is_counted, is_silent, is_ever_reported, is_begun, is_behind, state)),
    is_far_below_schedule(gap(gap, is_counted, weight)) as is_far_below_schedule,
    unnest(states(state)),
from selected_task($view)
group by theme_ordinal, theme
order by theme_ordinal
