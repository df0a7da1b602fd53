-- What the reader is looking at: the tasks of one plan that the filters keep.

-- One row per task that the filters keep; counting_offices are those it is counted under: its lead
-- for the basis 'lead', all that it names for 'any'. items are a theme's short name and an item's
-- number; search is words or pinyin initials of which each must be found.
create macro selected_task(
    as_of, known_at, plan_year, basis, offices, themes, quarters, states, leaders, items, search
) as table
    select
        described.*,
        case when basis = 'any' then named_offices else [lead_office] end as counting_offices,
    from task_described(as_of, known_at) as described
    left join task_search on described.task_id = task_search.task_id
    where
        described.year = plan_year
        and (len(offices) = 0 or list_has_any(counting_offices, offices::text[]))
        and (len(themes) = 0 or list_contains(themes::text[], theme))
        and (len(quarters) = 0 or list_contains(quarters::bigint[], due_quarter))
        and (len(states) = 0 or list_contains(states::text[], state))
        and (len(leaders) = 0 or list_contains(leaders::text[], leader))
        and (len(items) = 0 or list_contains(items::text[], item_name))
        and (
            trim(search) = ''
            or len(
                list_filter(
                    string_split_regex(lower(trim(search)), '\s+'),
                    lambda word: not (
                        contains(task_search.words, word)
                        or contains(task_search.initials, word)
                        or contains(lower(array_to_string(named_offices, ' ')), word)
                    )
                )
            ) = 0
        );

-- One row per selected task and office that counts it.
create macro selected_task_office(
    as_of, known_at, plan_year, basis, offices, themes, quarters, states, leaders, items, search
) as table
    select
        counted.*,
        office.ordinal as office_ordinal,
    from (
        select
            *,
            unnest(counting_offices) as office,
        from selected_task(
            as_of, known_at, plan_year, basis, offices, themes, quarters, states, leaders, items,
            search
        )
    ) as counted
    left join office on counted.office = office.name
    where len(offices) = 0 or list_contains(offices::text[], counted.office);

-- One row per task of a plan and quarter of its year that has begun by a day: the task's state at
-- the quarter's end, or on the day asked for when that comes first.
create macro task_state_by_quarter(as_of, known_at, plan_year) as table
    select
        1 as quarter,
        *,
    from task_state(least(make_date(plan_year, 3, 31), as_of::date), known_at)
    where year = plan_year and make_date(plan_year, 1, 1) <= as_of::date
    union all
    select
        2 as quarter,
        *,
    from task_state(least(make_date(plan_year, 6, 30), as_of::date), known_at)
    where year = plan_year and make_date(plan_year, 4, 1) <= as_of::date
    union all
    select
        3 as quarter,
        *,
    from task_state(least(make_date(plan_year, 9, 30), as_of::date), known_at)
    where year = plan_year and make_date(plan_year, 7, 1) <= as_of::date
    union all
    select
        4 as quarter,
        *,
    from task_state(least(make_date(plan_year, 12, 31), as_of::date), known_at)
    where year = plan_year and make_date(plan_year, 10, 1) <= as_of::date;
