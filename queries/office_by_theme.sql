-- One row per office and theme that share a selected task: completion.
-- $as_of date; $known_at timestamp, null: everything known; $year integer; $basis 'lead' or 'any';
-- $offices, $themes, $states, $leaders text[], $quarters integer[] (of due dates): empty for all;
-- $items text[] (theme and number, as in 党建 1.), $search text (words, initials): empty for all
select
    office,
    theme,
    count(*) filter (where is_counted) as tasks,
    count(*) filter (where is_finished) as finished,
    finished / nullif(tasks, 0) as completion_rate,
from
    selected_task_office(
        $as_of, $known_at, $year, $basis,
        $offices, $themes, $quarters, $states, $leaders, $items, $search
    )
group by office, office_ordinal, theme, theme_ordinal
order by office_ordinal nulls last, office, theme_ordinal
