-- One row per task of a plan, in its order: every field of a ledger sheet, as in force on a day.
-- $as_of date; $known_at timestamp, null: everything known; $year integer
with
named as (
    select
        in_force.task_id,
        arg_min(office.name, in_force.ordinal) filter (where in_force.role = 'lead')
            as lead_office,
        list(office.name order by in_force.role, in_force.ordinal) as named_offices,
    from task_office_in_force($as_of, $known_at) as in_force
    inner join office on in_force.office_id = office.office_id
    group by in_force.task_id
)

select
    task.task_id,
    item.item_id,
    theme.theme_id,
    theme.short_name as theme,
    theme.title as theme_title,
    item.group_title,
    item.number as item_number,
    item.title as item,
    task.number,
    task.title,
    task.text,
    named.lead_office,
    list_filter(
        coalesce(named.named_offices, []),
        lambda name: name is distinct from named.lead_office
    ) as support_offices,
    task.leader,
    in_force.start_date,
    in_force.due_date,
    in_force.weight,
    in_force.target,
    in_force.unit,
    in_force.target_text,
    in_force.quarter_targets[1] as q1_target,
    in_force.quarter_targets[2] as q2_target,
    in_force.quarter_targets[3] as q3_target,
    in_force.quarter_targets[4] as q4_target,
    in_force.cancelled_on,
from task_in_force($as_of, $known_at) as in_force
inner join task on in_force.task_id = task.task_id
inner join item on task.item_id = item.item_id
inner join theme on item.theme_id = theme.theme_id
left join named on task.task_id = named.task_id
where theme.year = $year
order by theme.ordinal, item.ordinal, task.ordinal
