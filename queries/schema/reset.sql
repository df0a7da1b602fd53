-- Empties a ledger before another is loaded in the same transaction: DuckDB checks foreign keys
-- too eagerly to delete parents and children in one, so the tables go, and the migrations run anew.
-- The copies in the schema undo are left to the caller.
drop table saved_view;
drop table decision_report;
drop table decision;
drop table meeting;
drop table agenda_slide;
drop table agenda;
drop table import_log;
drop table theme_name;
drop table calendar_day;
drop table office_alias;
drop table task_search;
drop table adjustment_office;
drop table adjustment;
drop table verification;
drop table progress;
drop table task_office;
drop table task;
drop table item;
drop table theme;
drop table office;
drop table plan;
drop table setting;
drop table schema_version;
