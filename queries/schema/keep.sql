-- Copies the tables of all plans into the schema undo, before an import writes: so that the import
-- can be taken back, and that put_back.sql can fill the emptied tables anew.
create schema if not exists undo;
create or replace table undo.plan as select *, from plan;
create or replace table undo.theme as select *, from theme;
create or replace table undo.office as select *, from office;
create or replace table undo.item as select *, from item;
create or replace table undo.task as select *, from task;
create or replace table undo.task_office as select *, from task_office;
create or replace table undo.progress as select *, from progress;
create or replace table undo.adjustment as select *, from adjustment;
create or replace table undo.adjustment_office as select *, from adjustment_office;
create or replace table undo.verification as select *, from verification;
create or replace table undo.task_search as select *, from task_search;
-- Only for the meetings that go with a demo: all others outlive the import and its way back.
create or replace table undo.meeting as select *, from meeting;
create or replace table undo.decision as select *, from decision;
create or replace table undo.decision_report as select *, from decision_report;
