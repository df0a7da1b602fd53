-- Removes the meetings on demo plans, and what was decided in them, before the demo gives way.
create or replace temp table demo_meeting as
select meeting.meeting_id,
from meeting
inner join plan on meeting.year = plan.year
where plan.is_demo;

delete from decision_report
where
    decision_id in (
        select decision.decision_id,
        from decision
        inner join demo_meeting on decision.meeting_id = demo_meeting.meeting_id
    );

delete from decision
where meeting_id in (select demo_meeting.meeting_id, from demo_meeting);

delete from meeting
where meeting_id in (select demo_meeting.meeting_id, from demo_meeting);

drop table demo_meeting;
