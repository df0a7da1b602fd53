-- Adds to the history the rows of the bureau's own tables that are otherwise than its newest
-- versions say. Of an agenda the slides of the newest version are part of the row.
-- $recorded_at timestamp, null: what was there before the history began
insert into row_version
with
last_slide as (
    select *, from agenda_slide
    qualify recorded_at = max(recorded_at) over (partition by agenda_id)
),

slides as (
    select
        agenda_id,
        list(
            {
                'slide_key': slide_key,
                'kind': kind,
                'title': title,
                'words': words,
                'is_shown': is_shown
            }
            order by ordinal
        ) as slides,
    from last_slide
    group by agenda_id
),

present as (
    select
        'setting' as table_name,
        own.name as row_key,
        to_json(own)::text as content,
    from setting as own
    union all
    select
        'office_alias' as table_name,
        own.alias as row_key,
        to_json(own)::text as content,
    from office_alias as own
    union all
    select
        'theme_name' as table_name,
        own.pattern as row_key,
        to_json(own)::text as content,
    from theme_name as own
    union all
    select
        'calendar_day' as table_name,
        own.event || ' ' || own.day as row_key,
        to_json(own)::text as content,
    from calendar_day as own
    union all
    select
        'meeting' as table_name,
        own.meeting_id::text as row_key,
        to_json(own)::text as content,
    from meeting as own
    union all
    select
        'saved_view' as table_name,
        own.view_id::text as row_key,
        to_json(own)::text as content,
    from saved_view as own
    union all
    select
        'agenda' as table_name,
        agenda.agenda_id::text as row_key,
        to_json(
            {
                'agenda_id': agenda.agenda_id,
                'name': agenda.name,
                'recorded_at': agenda.recorded_at,
                'deleted_at': agenda.deleted_at,
                'slides': slides.slides
            }
        )::text as content,
    from agenda
    left join slides on agenda.agenda_id = slides.agenda_id
),

newest as (
    select *, from row_version
    qualify row_number() over (partition by table_name, row_key order by version_id desc) = 1
)

select
    (select coalesce(max(version_id), 0), from row_version)
    + row_number() over (order by present.table_name, present.row_key) as version_id,
    $recorded_at::timestamp as recorded_at,
    coalesce(present.table_name, newest.table_name) as table_name,
    coalesce(present.row_key, newest.row_key) as row_key,
    present.content,
from present
full outer join newest
    on present.table_name = newest.table_name and present.row_key = newest.row_key
where present.content is distinct from newest.content
