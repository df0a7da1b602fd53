-- The days of the bureau's school calendar (校历), from which a deadline such as 暑假前 gets its day;
-- the codes of the events and their words are in dashboard/core/school_calendar.py.
create table calendar_day (
    event text not null,
    day date not null,
    primary key (event, day)
);
