-- One row: the selected tasks in figures; rates are fractions, null when there is no task. Offices
-- are counted by the basis of the view, which is a column, too.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
select
    unnest(figures(is_counted, is_finished, is_behind, weight, percent, expected, gap)),
    unnest(reports(is_counted, is_silent, is_ever_reported, is_begun, is_behind, state)),
    count_of(is_on_schedule, is_counted) as on_schedule,
    on_schedule_rate(is_on_schedule, is_counted) as on_schedule_rate,
    count(*) filter (where is_due_to_report) as due_to_report,
    count_of(is_reported, is_due_to_report) as reported,
    reporting_rate(is_reported, is_due_to_report) as reporting_rate,
    offices_behind(counting_offices, is_behind) as offices_behind,
    $view['basis'] as basis,
    stale(stale, is_counted) as stale,
    unnest(states(state)),
from selected_task($view)
