-- The measures: what each number counts, and out of what. Every query makes its numbers of these;
-- their words are in dashboard/core/measures.py.
--
-- Their parameters are columns of task_described(), by the same names. (A macro that took the whole
-- row would cost four times as much to plan.) `part` is what is counted, averaged or added up, `of`
-- tells which tasks it is taken over, `weight` how much each of them counts.
create macro tasks(is_counted) as {'part': is_counted, 'of': is_counted};
create macro finished(is_finished, is_counted) as {'part': is_finished, 'of': is_counted};
create macro completion_rate(is_finished, is_counted) as {'part': is_finished, 'of': is_counted};
create macro on_schedule_rate(is_on_schedule, is_counted) as
{'part': is_on_schedule, 'of': is_counted};
create macro behind_schedule(is_behind, is_counted) as {'part': is_behind, 'of': is_counted};
create macro reporting_rate(is_reported, is_due_to_report) as
{'part': is_reported, 'of': is_due_to_report};
create macro on_time_rate(is_on_time, is_decided) as {'part': is_on_time, 'of': is_decided};
create macro finished_on_time(is_on_time, is_counted) as {'part': is_on_time, 'of': is_counted};
create macro unreported(state, is_counted) as {'part': state = 'unreported', 'of': is_counted};
create macro silent(is_silent, is_counted) as {'part': is_silent, 'of': is_counted};
create macro ever_reported(is_ever_reported, is_counted) as
{'part': is_ever_reported, 'of': is_counted};
create macro overdue(state, is_counted) as {'part': state = 'overdue', 'of': is_counted};
create macro cancelled(state) as {'part': state = 'cancelled', 'of': true};
create macro stale(stale, is_counted) as {'part': stale, 'of': is_counted};
create macro slipped(is_slipped, is_counted) as {'part': is_slipped, 'of': is_counted};
create macro days_overdue(days_overdue, state) as {'part': days_overdue, 'of': state = 'overdue'};
create macro longest_overdue(days_overdue, state) as
{'part': days_overdue, 'of': state = 'overdue'};
create macro items(item_name) as {'part': item_name, 'of': true};
create macro offices_behind(lead_office, is_behind) as {'part': lead_office, 'of': is_behind};
create macro finished_late(is_finished, is_on_time, is_counted) as
{'part': is_finished and not is_on_time, 'of': is_counted};
create macro average_progress(percent, is_counted, weight) as
{'part': percent, 'of': is_counted, 'weight': weight};
create macro average_expected(expected, is_counted, weight) as
{'part': expected, 'of': is_counted, 'weight': weight};
create macro gap(gap, is_counted, weight) as {'part': gap, 'of': is_counted, 'weight': weight};

-- What a measure comes to over the rows of a group, by its kind; without tasks null, a count or a
-- sum 0.
create macro count_of(measure) as count(*) filter (where measure['part']);
create macro base_of(measure) as count(*) filter (where measure['of']);
create macro share_of(measure) as count_of(measure) / nullif(base_of(measure), 0);
create macro weight_of(measure) as sum(measure['weight']) filter (where measure['of']);
create macro weighted_of(measure) as
sum(measure['weight'] * measure['part']) filter (where measure['of']);
create macro mean_of(measure) as weighted_of(measure) / nullif(weight_of(measure), 0);
create macro sum_of(measure) as coalesce(sum(measure['part']) filter (where measure['of']), 0);
create macro most_of(measure) as max(measure['part']) filter (where measure['of']);
create macro distinct_of(measure) as count(distinct measure['part']) filter (where measure['of']);

-- Whether a mean gap is below schedule: when it is printed as -0.1 or less. One that is printed as
-- 0.0 is not, so that no sentence contradicts its own digits.
create macro is_below_schedule(mean_gap) as coalesce(mean_gap <= -0.05, false);

-- Whether it is below the threshold from which a task is behind.
create macro is_far_below_schedule(mean_gap) as
coalesce(
    mean_gap < (
        select value,
        from setting
        where name = 'behind_gap'
    ),
    false
);

-- The figures of a group: sums that can be added up over groups, and the rates made of them.
create macro figures(is_counted, is_finished, is_behind, weight, percent, expected, gap) as {
    'tasks': count_of(tasks(is_counted)),
    'finished': count_of(finished(is_finished, is_counted)),
    'completion_rate': share_of(completion_rate(is_finished, is_counted)),
    'weights': weight_of(gap(gap, is_counted, weight)),
    'weighted_progress': weighted_of(average_progress(percent, is_counted, weight)),
    'weighted_expected': weighted_of(average_expected(expected, is_counted, weight)),
    'average_progress': mean_of(average_progress(percent, is_counted, weight)),
    'average_expected': mean_of(average_expected(expected, is_counted, weight)),
    'gap': mean_of(gap(gap, is_counted, weight)),
    'is_below_schedule': is_below_schedule(mean_of(gap(gap, is_counted, weight))),
    'behind_schedule': count_of(behind_schedule(is_behind, is_counted))
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

-- How far a group of tasks has been reported on, null without tasks: 'not_started' and 'none'
-- without any report, of the first all are before their start or in their grace; 'thin' with
-- reports of at most a tenth of those that have begun; else 'usual'.
create macro reporting_of(is_counted, is_ever_reported, is_begun, state) as
case
    when count(*) filter (where is_counted) = 0 then null
    when count(*) filter (where is_ever_reported) = 0
        then
            case
                when bool_and(state = 'not_started') filter (where is_counted)
                    then 'not_started'
                else 'none'
            end
    when
        10 * count(*) filter (where is_ever_reported)
        <= count(*) filter (where is_begun or is_ever_reported)
        then 'thin'
    else 'usual'
end;

-- Who of a group has reported at all, and whether its gap tells how late or early it is: silence
-- is no lateness, but what is behind schedule is, reported or not.
create macro reports(is_counted, is_silent, is_ever_reported, is_begun, is_behind, state) as {
    'ever_reported': count_of(ever_reported(is_ever_reported, is_counted)),
    'silent': count_of(silent(is_silent, is_counted)),
    'reporting': reporting_of(is_counted, is_ever_reported, is_begun, state),
    'is_gap_known': count(*) filter (where is_behind) > 0
    or coalesce(reporting_of(is_counted, is_ever_reported, is_begun, state) = 'usual', false)
};
