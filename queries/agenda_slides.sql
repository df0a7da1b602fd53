-- One row per slide of an agenda, in order: of the newest version known at a moment, or of the
-- first when none is that old. A deleted agenda still answers, for the links that name it.
-- $agenda_id integer; $known_at timestamp, null: everything known
with
version as (
    select
        coalesce(
            max(recorded_at) filter (
                where recorded_at <= coalesce($known_at::timestamp, 'infinity'::timestamp)
            ),
            min(recorded_at)
        ) as recorded_at,
    from agenda_slide
    where agenda_id = $agenda_id::integer
)

select
    agenda_slide.slide_key,
    agenda_slide.kind,
    agenda_slide.title,
    agenda_slide.words,
    agenda_slide.is_shown,
from agenda_slide
inner join version on agenda_slide.recorded_at = version.recorded_at
where agenda_slide.agenda_id = $agenda_id::integer
order by agenda_slide.ordinal
