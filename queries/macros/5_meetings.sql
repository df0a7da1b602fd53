-- Meetings and decisions as far as they were known at a moment.

-- One row per meeting that was known at a moment (null: now) and not deleted by then.
create macro standing_meeting(known_at) as table
    select * exclude (deleted_at),
    from meeting
    where
        recorded_at <= coalesce(known_at::timestamp, 'infinity'::timestamp)
        and (deleted_at is null or deleted_at > known_at::timestamp);

-- One row per decision of such a meeting that was known at the moment and is not withdrawn: a
-- mistake was never a decision, whatever day is looked at, so the newest word recorded decides.
create macro standing_decision(known_at) as table
    with
    reported as (
        select
            decision_id,
            arg_max(status, (recorded_at, decision_report_id)) as status,
        from decision_report
        where recorded_at <= coalesce(known_at::timestamp, 'infinity'::timestamp)
        group by decision_id
    )

    select
        decision.*,
        meeting.year,
        meeting.name as meeting,
        meeting.held_on,
        meeting.as_of as meeting_as_of,
    from decision
    inner join standing_meeting(known_at) as meeting on decision.meeting_id = meeting.meeting_id
    left join reported on decision.decision_id = reported.decision_id
    where
        decision.recorded_at <= coalesce(known_at::timestamp, 'infinity'::timestamp)
        and reported.status is distinct from 'withdrawn';
