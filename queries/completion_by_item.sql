-- One row per item with a selected task, in the plan's order: its percent is the weighted mean of
-- its tasks, its state the worst of theirs ('cancelled' when all are).
-- $as_of date; $known_at timestamp, null: everything known; $year integer; $basis 'lead' or 'any';
-- $offices, $themes, $states, $leaders text[], $quarters integer[] (of due dates): empty for all;
-- $search text: words or pinyin initials, empty for all
select
    theme_ordinal,
    theme,
    item_id,
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
    array_to_string(list_sort(list(distinct lead_office)), '、') as lead_offices,
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
from
    selected_task(
        $as_of, $known_at, $year, $basis,
        $offices, $themes, $quarters, $states, $leaders, $search
    )
group by theme_ordinal, theme, item_id, item_ordinal, item_number, item
order by theme_ordinal, item_ordinal
