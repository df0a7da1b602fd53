-- One row: the selected tasks in figures; rates are fractions, null when there is no task.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
select
    count(*) filter (where is_counted) as tasks,
    count(*) filter (where is_finished) as finished,
    finished / nullif(tasks, 0) as completion_rate,
    sum(weight * percent) filter (where is_counted)
    / nullif(sum(weight) filter (where is_counted), 0) as average_progress,
    sum(weight * expected) filter (where is_counted)
    / nullif(sum(weight) filter (where is_counted), 0) as average_expected,
    average_progress - average_expected as gap,
    count(*) filter (where is_on_schedule) as on_schedule,
    on_schedule / nullif(tasks, 0) as on_schedule_rate,
    count(*) filter (where is_due_to_report) as due_to_report,
    count(*) filter (where is_reported) as reported,
    reported / nullif(due_to_report, 0) as reporting_rate,
    count(*) filter (where is_behind) as behind_schedule,
    count(distinct lead_office) filter (where is_behind) as offices_behind,
    count(*) filter (where stale) as stale,
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
