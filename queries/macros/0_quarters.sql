-- The quarters and months of a year.

create macro quarter_start(year, quarter) as make_date(year, 3 * quarter - 2, 1);
create macro quarter_end(year, quarter) as last_day(make_date(year, 3 * quarter, 1));

-- In which quarter or month of a year a day is, null when it is in another year.
create macro quarter_in(of_year, day) as case when year(day) = of_year then quarter(day) end;
create macro month_in(of_year, day) as case when year(day) = of_year then month(day) end;
