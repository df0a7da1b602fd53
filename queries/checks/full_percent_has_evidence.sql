-- One row per report of 100 % without evidence, unless a later one of the same date replaced it.
select
    task.task_id,
    task.number,
    task.title,
    progress.reported_on,
    progress.percent,
from progress
inner join task on progress.task_id = task.task_id
where true
qualify
    progress.percent = 100
    and trim(coalesce(progress.evidence, '')) = ''
    and row_number() over (
        partition by progress.task_id, progress.reported_on
        order by report_order(progress.reported_on, progress.recorded_at, progress.progress_id) desc
    ) = 1
order by task.task_id, progress.reported_on
