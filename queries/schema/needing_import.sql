-- One row: how many meetings are on plans that stood not yet before the last import, and how many
-- decisions are about tasks that it brought.
select
    (
        select count(*),
        from meeting
        inner join plan on meeting.year = plan.year
        anti join undo.plan as before on plan.year = before.year and plan.is_demo = before.is_demo
    ) as meeting,
    (
        select count(*),
        from decision
        where task_id not in (select undo.task.task_id, from undo.task)
    ) as decision,
