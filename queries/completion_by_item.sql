-- One row per item with a selected task, in the plan's order: its percent is the weighted mean of
-- its tasks, its state the worst of theirs ('cancelled' when all are).
-- $view: what is looked at, a struct (queries/macros/4_selection.sql)
with
selected as (
    select *,
    from selected_task($view)
),

item_lead as (
    select distinct
        selected.item_id,
        selected.lead_office,
        office.ordinal,
    from selected
    left join office on selected.lead_office = office.name
),

led as (
    select
        item_id,
        array_to_string(list(lead_office order by ordinal nulls last), '、') as lead_offices,
    from item_lead
    group by item_id
)

select
    theme_ordinal,
    theme,
    selected.item_id,
    item_number,
    item,
    count(*) filter (where is_counted) as tasks,
    count(*) filter (where is_finished) as finished,
    finished / nullif(tasks, 0) as completion_rate,
    sum(weight * percent) filter (where is_counted)
    / nullif(sum(weight) filter (where is_counted), 0) as average_progress,
    sum(weight * expected) filter (where is_counted)
    / nullif(sum(weight) filter (where is_counted), 0) as average_expected,
    average_progress - average_expected as gap,
    count(*) filter (where is_behind) as behind_schedule,
    any_value(led.lead_offices) as lead_offices,
    arg_max(
        state,
        list_position(
            [
                'cancelled', 'verified', 'done', 'on_track', 'due_soon', 'not_started',
                'unreported', 'behind', 'severe', 'overdue'
            ],
            state
        )
    ) as state,
from selected
inner join led on selected.item_id = led.item_id
group by theme_ordinal, theme, selected.item_id, item_ordinal, item_number, item
order by theme_ordinal, item_ordinal
