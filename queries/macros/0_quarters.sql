-- The first and the last day of a quarter of a year.

create macro quarter_start(year, quarter) as make_date(year, 3 * quarter - 2, 1);
create macro quarter_end(year, quarter) as last_day(make_date(year, 3 * quarter, 1));
