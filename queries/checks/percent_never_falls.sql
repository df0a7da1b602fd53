-- One row per report whose percent is below that of the reporting date before it.
with
effective as (
    select
        task_id,
        reported_on,
        arg_max(percent, report_order(reported_on, recorded_at, progress_id)) as percent,
    from progress
    group by task_id, reported_on
),

compared as (
    select
        *,
        lag(percent) over (partition by task_id order by reported_on) as percent_before,
    from effective
)

select
    task.task_id,
    task.number,
    task.title,
    compared.reported_on,
    compared.percent_before,
    compared.percent,
from compared
inner join task on compared.task_id = task.task_id
where compared.percent < compared.percent_before
order by task.task_id, compared.reported_on
