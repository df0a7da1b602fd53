-- The measures: what each number counts, and out of what. Every query and the builder of 自助分析
-- make their numbers of these; their words are in dashboard/core/measures.py.

-- What a measure comes to over the rows of a group, by its kind; without tasks null, a count or a
-- sum 0. `part` is what is counted, averaged or added up, `base` which tasks it is taken over,
-- `weight` how much each of them counts. What is counted once is a list: a task may have several.
create macro count_of(part, base) as count(*) filter (where part);
create macro share_of(part, base) as
count(*) filter (where part) / nullif(count(*) filter (where base), 0);
create macro weight_of(base, weight) as sum(weight) filter (where base);
create macro weighted_of(part, base, weight) as sum(weight * part) filter (where base);
create macro mean_of(part, base, weight) as
weighted_of(part, base, weight) / nullif(weight_of(base, weight), 0);
create macro sum_of(part, base) as coalesce(sum(part) filter (where base), 0);
create macro most_of(part, base) as max(part) filter (where base);
create macro distinct_of(part, base) as
len(list_distinct(flatten(coalesce(list(part) filter (where base), []))));

-- Each measure is one call of the macro of its kind; dashboard/core/measure_macros.py reads them
-- from here. Their parameters are columns of task_described(), by the same names. (A macro that
-- took the whole row would cost four times as much to plan, one made of structs a third more.)
create macro tasks(is_counted) as count_of(is_counted, is_counted);
create macro finished(is_finished, is_counted) as count_of(is_finished, is_counted);
create macro completion_rate(is_finished, is_counted) as share_of(is_finished, is_counted);
create macro on_schedule_rate(is_on_schedule, is_counted) as share_of(is_on_schedule, is_counted);
create macro behind_schedule(is_behind, is_counted) as count_of(is_behind, is_counted);
create macro reporting_rate(is_reported, is_due_to_report) as
share_of(is_reported, is_due_to_report);
create macro on_time_rate(is_on_time, is_decided) as share_of(is_on_time, is_decided);
create macro finished_on_time(is_on_time, is_counted) as count_of(is_on_time, is_counted);
create macro finished_late(is_finished, is_on_time, is_counted) as
count_of(is_finished and not is_on_time, is_counted);
create macro unreported(state, is_counted) as count_of(state = 'unreported', is_counted);
create macro silent(is_silent, is_counted) as count_of(is_silent, is_counted);
create macro ever_reported(is_ever_reported, is_counted) as count_of(is_ever_reported, is_counted);
create macro overdue(state, is_counted) as count_of(state = 'overdue', is_counted);
create macro cancelled(state) as count_of(state = 'cancelled', true);
create macro stale(stale, is_counted) as count_of(stale, is_counted);
create macro slipped(is_slipped, is_counted) as count_of(is_slipped, is_counted);
create macro days_overdue(days_overdue, state) as sum_of(days_overdue, state = 'overdue');
create macro longest_overdue(days_overdue, state) as most_of(days_overdue, state = 'overdue');
create macro items(item_name) as distinct_of([item_name], true);
create macro offices_behind(counting_offices, is_behind) as
distinct_of(counting_offices, is_behind);
create macro average_progress(percent, is_counted, weight) as mean_of(percent, is_counted, weight);
create macro average_expected(expected, is_counted, weight) as
mean_of(expected, is_counted, weight);
create macro gap(gap, is_counted, weight) as mean_of(gap, is_counted, weight);

-- Whether a mean gap is below schedule: when it is printed as -0.1 or less. One that is printed as
-- 0.0 is not, so that no sentence contradicts its own digits.
create macro is_below_schedule(mean_gap) as coalesce(mean_gap <= -0.05, false);

-- Whether it is below the threshold from which a task is behind, in the digits that are printed:
-- of two groups with -10.0 neither is.
create macro is_far_below_schedule(mean_gap) as
coalesce(
    mean_gap <= (
        select value,
        from setting
        where name = 'behind_gap'
    ) - 0.05,
    false
);

-- The figures of a group: sums that can be added up over groups, and the rates made of them.
create macro figures(is_counted, is_finished, is_behind, weight, percent, expected, gap) as {
    'tasks': tasks(is_counted),
    'finished': finished(is_finished, is_counted),
    'completion_rate': completion_rate(is_finished, is_counted),
    'weights': weight_of(is_counted, weight),
    'weighted_progress': weighted_of(percent, is_counted, weight),
    'weighted_expected': weighted_of(expected, is_counted, weight),
    'average_progress': average_progress(percent, is_counted, weight),
    'average_expected': average_expected(expected, is_counted, weight),
    'gap': gap(gap, is_counted, weight),
    'is_below_schedule': is_below_schedule(gap(gap, is_counted, weight)),
    'behind_schedule': behind_schedule(is_behind, is_counted)
};

-- How many tasks of a group are in each state.
create macro states(state) as {
    'cancelled': count(*) filter (where state = 'cancelled'),
    'verified': count(*) filter (where state = 'verified'),
    'done': count(*) filter (where state = 'done'),
    'overdue': count(*) filter (where state = 'overdue'),
    'not_started': count(*) filter (where state = 'not_started'),
    'unreported': count(*) filter (where state = 'unreported'),
    'severe': count(*) filter (where state = 'severe'),
    'behind': count(*) filter (where state = 'behind'),
    'due_soon': count(*) filter (where state = 'due_soon'),
    'on_track': count(*) filter (where state = 'on_track')
};

-- Whether more than a tenth of the tasks that have begun has reports.
create macro is_usually_reported(is_ever_reported, is_begun) as
10 * count(*) filter (where is_ever_reported)
> count(*) filter (where is_begun or is_ever_reported);

-- How far a group of tasks has been reported on, null without tasks: 'not_started' and 'none'
-- without any report, of the first all are before their start or in their grace; 'thin' with
-- reports of at most a tenth of those that have begun; else 'usual'.
create macro reporting_of(is_counted, is_ever_reported, is_begun, state) as
case
    when tasks(is_counted) = 0 then null
    when ever_reported(is_ever_reported, is_counted) = 0
        then
            case
                when bool_and(state = 'not_started') filter (where is_counted)
                    then 'not_started'
                else 'none'
            end
    when is_usually_reported(is_ever_reported, is_begun) then 'usual'
    else 'thin'
end;

-- Who of a group has reported at all, and whether its gap tells how late or early it is: silence
-- is no lateness, but what is behind schedule is, reported or not.
create macro reports(is_counted, is_silent, is_ever_reported, is_begun, is_behind, state) as {
    'ever_reported': ever_reported(is_ever_reported, is_counted),
    'silent': silent(is_silent, is_counted),
    'reporting': reporting_of(is_counted, is_ever_reported, is_begun, state),
    'is_gap_known': count(*) filter (where is_behind) > 0
    or is_usually_reported(is_ever_reported, is_begun)
};
