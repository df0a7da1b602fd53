-- One row per meeting of a year, the newest as-of day first: its agenda (null: the standard one),
-- and how many decisions it took. Deleted meetings and withdrawn decisions do not count.
-- $year integer; $known_at timestamp, null: everything known
with
decided as (
    select
        meeting_id,
        count(*) as decisions,
    from standing_decision($known_at)
    group by meeting_id
)

select
    meeting.*,
    agenda.name as agenda,
    coalesce(decided.decisions, 0) as decisions,
from standing_meeting($known_at) as meeting
left join agenda on meeting.agenda_id = agenda.agenda_id
left join decided on meeting.meeting_id = decided.meeting_id
where meeting.year = $year
order by meeting.as_of desc, meeting.meeting_id desc
