-- What the reader is looking at: the tasks of one plan that the filters keep.
-- Every list is empty for "all"; offices, themes and leaders are names, quarters of due dates.

-- One row per task of any plan: its state, the words of its plan, and its offices in force.
create or replace macro task_described(as_of, known_at) as table
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
        task.ordinal as task_ordinal,
        task.number,
        task.title,
        task.text,
        task.leader,
        coalesce(named.lead_office, '未明确') as lead_office,
        coalesce(named.named_offices, ['未明确']) as named_offices,
        case
            when year(task_state.due_date) = task_state.year then quarter(task_state.due_date)
        end as due_quarter,
    from task_state(as_of, known_at) as task_state
    inner join task on task_state.task_id = task.task_id
    inner join item on task_state.item_id = item.item_id
    inner join theme on task_state.theme_id = theme.theme_id
    left join named on task_state.task_id = named.task_id;

-- One row per task that the filters keep; counting_offices are those it is counted under: its lead
-- for the basis 'lead', all that it names for 'any'.
create or replace macro selected_task(
    as_of, known_at, plan_year, basis, offices, themes, quarters, states, leaders, search
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
        and (
            trim(search) = ''
            or contains(task_search.words, lower(trim(search)))
            or contains(task_search.initials, lower(trim(search)))
            or contains(lower(array_to_string(named_offices, ' ')), lower(trim(search)))
        );

-- One row per task that the filters keep and office that counts it, of the offices asked for.
create or replace macro selected_task_office(
    as_of, known_at, plan_year, basis, offices, themes, quarters, states, leaders, search
) as table
    select
        counted.*,
        office.ordinal as office_ordinal,
    from (
        select
            *,
            unnest(counting_offices) as office,
        from selected_task(
            as_of, known_at, plan_year, basis, offices, themes, quarters, states, leaders, search
        )
    ) as counted
    left join office on counted.office = office.name
    where len(offices) = 0 or list_contains(offices::text[], counted.office);

-- One row per task of a plan and quarter of its year that has begun by a day: the task's state at
-- the quarter's end, or on the day asked for when that comes first.
create or replace macro task_state_by_quarter(as_of, known_at, plan_year) as table
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
