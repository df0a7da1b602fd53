-- One row per selected task that changed since an earlier day, or stayed silent; change by change,
-- the worst gap first. Both days as known at one moment; a task that is cancelled now is left out.
-- change: 'newly_done', 'newly_overdue', 'fallen_behind' (behind or severe now, then not behind
-- schedule), 'recovered' (then behind schedule, now neither that nor finished, and further on: one
-- that was only postponed did not recover), 'still_silent'
-- (unreported on both days); count_change is how many rows have it.
-- $since date: the earlier day; not before the day of the view: no rows
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
with
selected as (
    select *,
    from selected_task($view)
),

compared as (
    select
        selected.*,
        earlier.state as earlier_state,
        earlier.percent as earlier_percent,
        case
            when selected.is_finished and not earlier.is_finished then 'newly_done'
            when selected.state = 'overdue' and earlier.state <> 'overdue' then 'newly_overdue'
            when selected.state in ('severe', 'behind') and not earlier.is_behind
                then 'fallen_behind'
            when
                earlier.is_behind
                and not selected.is_behind
                and not selected.is_finished
                and selected.percent > earlier.percent
                then 'recovered'
            when selected.state = 'unreported' and earlier.state = 'unreported' then 'still_silent'
        end as change,
    from selected
    inner join task_state($since, $view['known_at']) as earlier
        on selected.task_id = earlier.task_id
    where selected.is_counted and $since::date < $view['as_of']::date
)

select
    compared.task_id,
    compared.number,
    compared.title,
    compared.theme,
    compared.lead_office,
    compared.due_date,
    compared.percent,
    compared.expected,
    compared.gap,
    compared.state,
    compared.earlier_state,
    compared.earlier_percent,
    compared.days_overdue,
    compared.days_left,
    compared.stale,
    last_report.problem,
    last_report.next_step,
    compared.change,
    count(*) over (partition by compared.change) as count_change,
from compared
left join last_report($view['as_of'], $view['known_at']) as last_report
    on compared.task_id = last_report.task_id
where compared.change is not null
order by
    list_position(
        ['newly_done', 'newly_overdue', 'fallen_behind', 'recovered', 'still_silent'],
        compared.change
    ),
    compared.gap,
    compared.theme_ordinal,
    compared.item_ordinal,
    compared.task_ordinal
