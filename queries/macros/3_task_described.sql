-- What tasks are grouped, counted and found by, beside their states.

-- One row per task of any plan: its state, the words of its plan, and its offices in force.
-- A quarter or month is null when it lies in another year; is_decided: it is finished or its due
-- date has passed; is_slipped: it was not done by the end of the quarter of its due date, or is
-- unfinished after that date.
create macro task_described(as_of, known_at) as table
    with
    named as (
        select
            task_office_in_force.task_id,
            arg_min(office.name, task_office_in_force.ordinal)
            filter (where task_office_in_force.role = 'lead') as lead_office,
            list(office.name order by task_office_in_force.role, task_office_in_force.ordinal)
                as named_offices,
        from task_office_in_force(as_of, known_at) as task_office_in_force
        inner join office on task_office_in_force.office_id = office.office_id
        group by task_office_in_force.task_id
    )

    select
        task_state.*,
        theme.ordinal as theme_ordinal,
        theme.short_name as theme,
        theme.title as theme_title,
        item.ordinal as item_ordinal,
        item.number as item_number,
        item.title as item,
        theme.short_name || ' ' || item.number as item_name,
        task.ordinal as task_ordinal,
        task.number,
        task.title,
        task.text,
        task.leader,
        coalesce(named.lead_office, '未明确') as lead_office,
        coalesce(named.named_offices, ['未明确']) as named_offices,
        quarter_in(task_state.year, task_state.due_date) as due_quarter,
        month_in(task_state.year, task_state.due_date) as due_month,
        quarter_in(task_state.year, task_state.done_on) as done_quarter,
        month_in(task_state.year, task_state.done_on) as done_month,
        task_state.is_finished and task_state.done_on <= task_state.due_date as is_on_time,
        task_state.is_finished or task_state.state = 'overdue' as is_decided,
        task_state.is_counted
        and coalesce(task_state.done_on, as_of::date) > least(
            quarter_end(year(task_state.due_date), quarter(task_state.due_date)),
            case when task_state.is_finished then 'infinity'::date else task_state.due_date end
        ) as is_slipped,
        task_state.is_counted
        and task_state.start_date <= as_of::date
        and coalesce(task_state.done_on >= date_trunc('quarter', as_of::date), true)
            as is_due_to_report,
        is_due_to_report
        and coalesce(task_state.last_reported_on >= date_trunc('quarter', as_of::date), false)
            as is_reported,
        coalesce(task_state.target::text, task_state.target_text) is not null as has_target,
        case
            when task_state.is_finished then 'finished'
            when task_state.stale then 'stale'
            when task_state.last_reported_on is null then 'silent'
            else 'fresh'
        end as update_state,
        case
            when not has_target then 'none'
            when task_state.is_finished then 'reached'
            else 'open'
        end as target_state,
    from task_state(as_of, known_at) as task_state
    inner join task on task_state.task_id = task.task_id
    inner join item on task_state.item_id = item.item_id
    inner join theme on item.theme_id = theme.theme_id
    left join named on task_state.task_id = named.task_id;
