-- One row per office that counts a selected task, in the offices' own order: completion and states.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
select
    office,
    unnest(figures(is_counted, is_finished, is_behind, weight, percent, expected, gap)),
    unnest(reports(is_counted, is_silent, is_ever_reported, is_begun, is_behind, state)),
    is_far_below_schedule(gap(gap, is_counted, weight)) as is_far_below_schedule,
    unnest(states(state)),
from selected_task_office($view)
group by office, office_ordinal
order by office_ordinal nulls last, office
