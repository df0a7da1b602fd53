-- What free analysis groups by and every number is made of: more columns beside each task's state,
-- a filter by item, a search of several words; and slides that show an analysis.

-- One row per task of any plan: its state, the words of its plan, and its offices in force.
-- finished_on is when it was done, or checked off before that; a quarter or month is null when it
-- lies in another year; is_decided: it is finished or its due date has passed; is_slipped: it was
-- not done by the end of the quarter of its due date, or is unfinished after that date.
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
        theme.short_name || ' ' || item.number as item_name,
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
        case
            when year(task_state.due_date) = task_state.year then month(task_state.due_date)
        end as due_month,
        case
            when year(task_state.done_on) = task_state.year then quarter(task_state.done_on)
        end as done_quarter,
        case
            when year(task_state.done_on) = task_state.year then month(task_state.done_on)
        end as done_month,
        case
            when task_state.is_finished then coalesce(task_state.done_on, task_state.verified_on)
        end as finished_on,
        finished_on is not null and finished_on <= task_state.due_date as is_on_time,
        task_state.is_finished or task_state.state = 'overdue' as is_decided,
        task_state.is_counted
        and coalesce(task_state.done_on, task_state.verified_on, as_of::date)
        > least(
            last_day(date_trunc('quarter', task_state.due_date)::date + interval 2 month),
            case when task_state.is_finished then 'infinity'::date else task_state.due_date end
        ) as is_slipped,
        task_state.is_counted
        and task_state.start_date <= as_of::date
        and coalesce(
            coalesce(task_state.done_on, task_state.verified_on)
            >= date_trunc('quarter', as_of::date),
            not task_state.is_finished
        ) as is_due_to_report,
        is_due_to_report
        and coalesce(task_state.last_reported_on >= date_trunc('quarter', as_of::date), false)
            as is_reported,
        coalesce(task_state.target::text, task_state.target_text) is not null as has_target,
    from task_state(as_of, known_at) as task_state
    inner join task on task_state.task_id = task.task_id
    inner join item on task_state.item_id = item.item_id
    inner join theme on item.theme_id = theme.theme_id
    left join named on task_state.task_id = named.task_id;

-- One row per task that the filters keep; counting_offices are those it is counted under: its lead
-- for the basis 'lead', all that it names for 'any'. items are a theme's short name and an item's
-- number; search is words or pinyin initials of which each must be found.
create or replace macro selected_task(
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
create or replace macro selected_task_office(
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

-- Agendas learn the kind 'analysis': a check cannot be changed, so the table is made anew.
create temp table agenda_slide_before as select *, from agenda_slide;

drop table agenda_slide;

create table agenda_slide (
    agenda_id integer not null,
    recorded_at timestamp not null,
    ordinal integer not null,
    slide_key text not null,
    kind text not null check (
        kind in (
            'overview', 'since', 'themes', 'offices', 'quarters', 'behind',
            'problems', 'profile', 'decisions', 'tasks', 'theme', 'task', 'analysis'
        )
    ),
    title text,
    words text not null default '',
    is_shown boolean not null default true,
    primary key (agenda_id, recorded_at, slide_key)
);

insert into agenda_slide by name select *, from agenda_slide_before;

drop table agenda_slide_before;
