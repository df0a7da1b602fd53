-- One row per selected task, in the plan's order: its words, offices, dates, state and last report.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
with
selected as (
    select *,
    from selected_task($view)
)

select
    selected.task_id,
    selected.theme_ordinal,
    selected.theme,
    selected.theme_title,
    selected.item_id,
    selected.item_number,
    selected.item,
    selected.number,
    selected.title,
    selected.text,
    selected.lead_office,
    array_to_string(
        list_filter(
            selected.named_offices,
            lambda name: name is distinct from selected.lead_office
        ),
        '、'
    ) as support_offices,
    selected.counting_offices,
    selected.leader,
    selected.start_date,
    selected.due_date,
    selected.due_quarter,
    selected.weight,
    selected.target,
    selected.unit,
    selected.target_text,
    selected.quarter_targets,
    selected.percent,
    selected.expected,
    selected.gap,
    selected.state,
    selected.stale,
    selected.is_silent,
    selected.is_behind,
    selected.done_on,
    case when selected.is_finished then selected.is_on_time end as on_time,
    selected.done_quarter,
    selected.is_slipped,
    selected.verified_on,
    selected.cancelled_on,
    selected.days_overdue,
    selected.days_left,
    selected.last_reported_on,
    last_report.work_done,
    last_report.problem,
    last_report.next_step,
    last_report.evidence,
    last_report.reported_by,
from selected
left join last_report($view['as_of'], $view['known_at']) as last_report
    on selected.task_id = last_report.task_id
order by selected.theme_ordinal, selected.item_ordinal, selected.task_ordinal
