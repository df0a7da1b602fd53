-- One row per value that a filter of a plan offers (office, theme, leader, item), in its order.
-- $year integer
with
planned as (
    select
        task.task_id,
        task.leader,
        theme.ordinal as theme_ordinal,
        theme.short_name as theme,
        theme.title as theme_title,
        item.ordinal as item_ordinal,
        theme.short_name || ' ' || item.number as item_name,
        item.title as item,
    from task
    inner join item on task.item_id = item.item_id
    inner join theme on item.theme_id = theme.theme_id
    where theme.year = $year
),

named as (
    select
        planned.task_id,
        task_office.office_id,
    from planned
    inner join task_office on planned.task_id = task_office.task_id
    union
    select
        planned.task_id,
        adjustment_office.office_id,
    from planned
    inner join adjustment on planned.task_id = adjustment.task_id
    inner join adjustment_office on adjustment.adjustment_id = adjustment_office.adjustment_id
),

unled as (
    select planned.task_id,
    from planned
    anti join task_office
        on planned.task_id = task_office.task_id and task_office.role = 'lead'
)

select distinct
    'office' as kind,
    office.ordinal,
    office.name,
    office.name as title,
from named
inner join office on named.office_id = office.office_id
union all
select distinct
    'office' as kind,
    2147483647 as ordinal,
    '未明确' as name,
    '未明确' as title,
from unled
union all
select distinct
    'theme' as kind,
    theme_ordinal as ordinal,
    theme as name,
    theme_title as title,
from planned
union all
select
    'leader' as kind,
    min(task_id) as ordinal,
    leader as name,
    leader as title,
from planned
where leader is not null
group by leader
union all
select distinct
    'item' as kind,
    1000 * theme_ordinal + item_ordinal as ordinal,
    item_name as name,
    item as title,
from planned
order by kind, ordinal
