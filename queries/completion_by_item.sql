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
    unnest(figures(is_counted, is_finished, is_behind, weight, percent, expected, gap)),
    unnest(reports(is_counted, is_silent, is_ever_reported, is_begun, is_behind, state)),
    is_far_below_schedule(gap(gap, is_counted, weight)) as is_far_below_schedule,
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
