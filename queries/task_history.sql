-- One row per report on a selected task up to the day, newest first; a report that a later one of
-- the same reporting date replaced is marked.
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
-- $tasks integer[] of task_id, empty: all
select
    selected.task_id,
    selected.number,
    selected.title,
    selected.lead_office,
    progress.progress_id,
    progress.reported_on,
    progress.percent,
    progress.work_done,
    progress.problem,
    progress.next_step,
    progress.evidence,
    progress.reported_by,
    progress.recorded_at,
    lead(progress.progress_id) over (
        partition by progress.task_id, progress.reported_on
        order by report_order(progress.reported_on, progress.recorded_at, progress.progress_id)
    ) is not null as is_replaced,
from progress
inner join
    selected_task($view) as selected
    on progress.task_id = selected.task_id
where
    progress.reported_on <= $view['as_of']::date
    and progress.recorded_at <= coalesce($view['known_at']::timestamp, 'infinity'::timestamp)
    and (len($tasks) = 0 or list_contains($tasks::integer[], progress.task_id))
order by
    report_order(progress.reported_on, progress.recorded_at, progress.progress_id) desc,
    selected.task_id
