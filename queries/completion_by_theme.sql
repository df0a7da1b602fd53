-- One row per theme with a selected task, in the plan's order: completion and states.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
select
    theme_ordinal,
    theme,
    count(*) filter (where is_counted) as tasks,
    count(*) filter (where is_finished) as finished,
    finished / nullif(tasks, 0) as completion_rate,
    sum(weight * percent) filter (where is_counted)
    / nullif(sum(weight) filter (where is_counted), 0) as average_progress,
    sum(weight * expected) filter (where is_counted)
    / nullif(sum(weight) filter (where is_counted), 0) as average_expected,
    count(*) filter (where is_behind) as behind_schedule,
    count(*) filter (where state = 'cancelled') as cancelled,
    count(*) filter (where state = 'verified') as verified,
    count(*) filter (where state = 'done') as done,
    count(*) filter (where state = 'overdue') as overdue,
    count(*) filter (where state = 'not_started') as not_started,
    count(*) filter (where state = 'unreported') as unreported,
    count(*) filter (where state = 'severe') as severe,
    count(*) filter (where state = 'behind') as behind,
    count(*) filter (where state = 'due_soon') as due_soon,
    count(*) filter (where state = 'on_track') as on_track,
from selected_task($view)
group by theme_ordinal, theme
order by theme_ordinal
