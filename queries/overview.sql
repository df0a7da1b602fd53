-- One row: the selected tasks in figures, each with its change since the previous quarter's end
-- (the same tasks then; null in a year's first quarter). Changes of rates are fractions.
-- $as_of date; $known_at timestamp, null: everything known; $year integer; $basis 'lead' or 'any';
-- $offices, $themes, $states, $leaders text[], $quarters integer[] (of due dates): empty for all;
-- $items text[] (theme and number, as in 党建 1.), $search text (words, initials): empty for all
with
selected as (
    select *,
    from selected_task(
        $as_of, $known_at, $year, $basis,
        $offices, $themes, $quarters, $states, $leaders, $items, $search
    )
),

moment as (
    select unnest(if(month($as_of::date) > 3, ['now', 'before'], ['now'])) as name,
),

stood as (
    select
        'now' as moment,
        *,
    from selected
    union all by name
    select
        'before' as moment,
        earlier.* replace (selected.lead_office as lead_office),
    from task_described(date_trunc('quarter', $as_of::date)::date - 1, $known_at) as earlier
    inner join selected on earlier.task_id = selected.task_id
    where month($as_of::date) > 3
),

figured as (
    select
        moment.name as moment,
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
    from moment
    left join stood on moment.name = stood.moment
    group by moment.name
)

select
    this_day.* exclude (moment),
    case when month($as_of::date) > 3 then date_trunc('quarter', $as_of::date)::date - 1 end
        as previous_quarter_end,
    this_day.finished - earlier.finished as finished_change,
    this_day.completion_rate - earlier.completion_rate as completion_rate_change,
    this_day.average_progress - earlier.average_progress as average_progress_change,
    this_day.gap - earlier.gap as gap_change,
    this_day.on_schedule_rate - earlier.on_schedule_rate as on_schedule_rate_change,
    this_day.reporting_rate - earlier.reporting_rate as reporting_rate_change,
    this_day.behind_schedule - earlier.behind_schedule as behind_schedule_change,
from figured as this_day
left join figured as earlier on earlier.moment = 'before'
where this_day.moment = 'now'
