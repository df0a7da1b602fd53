-- Puts back the meetings that went with a demo, and what was decided in them. An earlier version of
-- the program copied none.
create table if not exists undo.meeting as select *, from meeting
where false;
create table if not exists undo.decision as select *, from decision
where false;
create table if not exists undo.decision_report as select *, from decision_report
where false;

insert into meeting by name
select kept.*, from undo.meeting as kept
anti join meeting on kept.meeting_id = meeting.meeting_id;

insert into decision by name
select kept.*, from undo.decision as kept
anti join decision on kept.decision_id = decision.decision_id;

insert into decision_report by name
select kept.*, from undo.decision_report as kept
anti join decision_report on kept.decision_report_id = decision_report.decision_report_id;
