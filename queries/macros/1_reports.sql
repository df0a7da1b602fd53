-- Which report on a task is the last one by a day.

-- Orders the reports of a task: by reporting date, then recording time, then entry.
create macro report_order(reported_on, recorded_at, progress_id) as
((reported_on - date '1970-01-01')::hugeint * 10000000000000000 + epoch_us(recorded_at))
* 1000000000000 + progress_id;

-- One row per task with a report: the words of its last one by a day.
create macro last_report(as_of, known_at) as table
    select
        task_id,
        work_done,
        problem,
        next_step,
        evidence,
        reported_by,
    from progress
    where
        reported_on <= as_of::date
        and recorded_at <= coalesce(known_at::timestamp, 'infinity'::timestamp)
    qualify
        row_number() over (
            partition by task_id
            order by report_order(reported_on, recorded_at, progress_id) desc
        ) = 1;
