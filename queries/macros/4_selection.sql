-- What the reader is looking at: the tasks of one plan that the filters keep.
--
-- A view is one struct of the fields of Filters (dashboard/view/filters.py): year integer; as_of
-- date; known_at timestamp, null: everything known; basis 'lead' or 'any'; search text (words or
-- pinyin initials, of which each must be found) and lists of what is kept: empty for all. Each list
-- is one condition of selected_task.

-- Whether a list of a view keeps a value: an empty one keeps all.
create macro keeps(wanted, value) as len(wanted) = 0 or list_contains(wanted, value);

-- One row per task that a view keeps; counting_offices are those it is counted under: its lead for
-- the basis 'lead', all that it names for 'any', and of these the ones that the view keeps.
create macro selected_task(view) as table
    select
        described.*,
        list_filter(
            case when view['basis'] = 'any' then named_offices else [lead_office] end,
            lambda name: keeps(view['offices']::text[], name)
        ) as counting_offices,
    from task_described(view['as_of'], view['known_at']) as described
    left join task_search on described.task_id = task_search.task_id
    where
        described.year = view['year']
        and len(counting_offices) > 0
        and keeps(view['themes']::text[], theme)
        and keeps(view['quarters']::bigint[], due_quarter)
        and keeps(view['states']::text[], state)
        and keeps(view['leaders']::text[], leader)
        and keeps(view['items']::text[], item_name)
        and keeps(view['updates']::text[], update_state)
        and keeps(view['targets']::text[], target_state)
        and (
            trim(view['search']) = ''
            or len(
                list_filter(
                    string_split_regex(lower(trim(view['search'])), '\s+'),
                    lambda word: not (
                        contains(task_search.words, word)
                        or contains(task_search.initials, word)
                        or contains(lower(array_to_string(named_offices, ' ')), word)
                    )
                )
            ) = 0
        );

-- One row per selected task and office that counts it.
create macro selected_task_office(view) as table
    select
        counted.*,
        office.ordinal as office_ordinal,
    from (
        select
            *,
            unnest(counting_offices) as office,
        from selected_task(view)
    ) as counted
    left join office on counted.office = office.name;

-- One row per task of the view's plan: its state at the end of a quarter of its year, or on the
-- view's day when that comes first; none when the quarter is still to begin.
create macro task_state_in_quarter(view, number) as table
    select
        number as quarter,
        *,
    from task_state(least(quarter_end(view['year'], number), view['as_of']::date), view['known_at'])
    where year = view['year'] and quarter_start(view['year'], number) <= view['as_of']::date;

-- The same of all four quarters.
create macro task_state_by_quarter(view) as table
    select *,
    from task_state_in_quarter(view, 1)
    union all
    select *,
    from task_state_in_quarter(view, 2)
    union all
    select *,
    from task_state_in_quarter(view, 3)
    union all
    select *,
    from task_state_in_quarter(view, 4);
