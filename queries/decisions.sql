-- One row per decision, those of the newest meeting first: what became of it by the day, and how
-- its task stands. Of meetings held by the day, or on the figures of that very day; withdrawn ones
-- are left out.
-- outcome: 'done' when the last report says so or the task is finished, else 'overdue' after the
-- due date, else 'open'; note is that of the last report.
-- $view: what is looked at, of which only year, as_of and known_at count here
with
reported as (
    select *,
    from decision_report
    where
        reported_on <= $view['as_of']::date
        and recorded_at <= coalesce($view['known_at']::timestamp, 'infinity'::timestamp)
    qualify
        row_number() over (
            partition by decision_id
            order by reported_on desc, recorded_at desc, decision_report_id desc
        ) = 1
)

select
    decision.decision_id,
    decision.meeting_id,
    decision.meeting,
    decision.held_on,
    decision.text,
    decision.office,
    decision.due_date,
    decision.task_id,
    task.number as task_number,
    task.title as task_title,
    task.state as task_state,
    task.percent,
    case
        when reported.status = 'done' or coalesce(task.is_finished, false) then 'done'
        when $view['as_of']::date > decision.due_date then 'overdue'
        else 'open'
    end as outcome,
    case
        when reported.status = 'done' then reported.reported_on
        when task.is_finished then task.done_on
    end as done_on,
    reported.note,
from standing_decision($view['known_at']) as decision
left join reported on decision.decision_id = reported.decision_id
left join task_described($view['as_of'], $view['known_at']) as task
    on decision.task_id = task.task_id
where
    decision.year = $view['year']
    and (decision.held_on <= $view['as_of']::date or decision.meeting_as_of = $view['as_of']::date)
order by decision.held_on desc, decision.meeting_id desc, decision.decision_id asc
