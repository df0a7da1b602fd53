-- The meaning of every state: what was in force, reported, expected and reached as of a day.

-- One row per task and office in force on a day, with the role of the office.
create macro task_office_in_force(as_of, known_at) as table
    with
    office_change as (
        select
            adjustment.task_id,
            arg_max(
                adjustment.adjustment_id,
                (adjustment.adjusted_on, adjustment.recorded_at, adjustment.adjustment_id)
            ) as adjustment_id,
        from adjustment
        where
            adjustment.adjusted_on <= as_of::date
            and adjustment.recorded_at <= coalesce(known_at::timestamp, 'infinity'::timestamp)
            and adjustment.adjustment_id in (select adjustment_id, from adjustment_office)
        group by adjustment.task_id
    )

    select
        task_office.task_id,
        task_office.office_id,
        task_office.role,
        task_office.ordinal,
    from task_office
    anti join office_change on task_office.task_id = office_change.task_id
    union all
    select
        office_change.task_id,
        adjustment_office.office_id,
        adjustment_office.role,
        adjustment_office.ordinal,
    from office_change
    inner join adjustment_office on office_change.adjustment_id = adjustment_office.adjustment_id;

create macro line_of_targets(start_date, year, quarter_targets) as
list_concat(
    [{'day': start_date - 1, 'level': 0.0::double}],
    list_filter(
        list_transform(
            [1, 2, 3, 4],
            lambda quarter: {'day': quarter_end(year, quarter), 'level': quarter_targets[quarter]}
        ),
        lambda point: point.level is not null and point.day >= start_date
    )
);

create macro line_to_due_date(line, due_date) as
list_concat(
    line,
    case when line[-1].day < due_date then [{'day': due_date, 'level': 100.0::double}] end
);

-- The line that a task's expected progress lies on: the points {day, level} that it runs straight
-- between, by day. It rises from nothing on the day before the start, through the targets of the
-- quarters that end from then on, to all on the due date, unless one of them is for then or later.
create macro expected_line(start_date, due_date, year, quarter_targets) as
line_to_due_date(line_of_targets(start_date, year, quarter_targets), due_date);

-- One row per task in force on a day: dates, weight and targets after the adjustments so far.
create macro task_in_force(as_of, known_at) as table
    with
    adjusted as (
        select
            task_id,
            min(adjusted_on) filter (where kind = 'cancel') as cancelled_on,
            arg_max(start_date, (adjusted_on, recorded_at, adjustment_id)) as start_date,
            arg_max(due_date, (adjusted_on, recorded_at, adjustment_id)) as due_date,
            arg_max(weight, (adjusted_on, recorded_at, adjustment_id)) as weight,
            arg_max(target, (adjusted_on, recorded_at, adjustment_id)) as target,
            arg_max(unit, (adjusted_on, recorded_at, adjustment_id)) as unit,
            arg_max(target_text, (adjusted_on, recorded_at, adjustment_id)) as target_text,
            arg_max(
                case
                    when coalesce(q1_target, q2_target, q3_target, q4_target) is not null
                        then [q1_target, q2_target, q3_target, q4_target]
                end,
                (adjusted_on, recorded_at, adjustment_id)
            ) as quarter_targets,
        from adjustment
        where
            adjusted_on <= as_of::date
            and recorded_at <= coalesce(known_at::timestamp, 'infinity'::timestamp)
        group by task_id
    )

    select
        task.task_id,
        task.item_id,
        theme.theme_id,
        theme.year,
        adjusted.cancelled_on,
        coalesce(adjusted.start_date, task.start_date) as start_date,
        coalesce(adjusted.due_date, task.due_date) as due_date,
        coalesce(adjusted.weight, task.weight) as weight,
        coalesce(adjusted.target, task.target) as target,
        coalesce(adjusted.unit, task.unit) as unit,
        coalesce(adjusted.target_text, task.target_text) as target_text,
        coalesce(
            adjusted.quarter_targets,
            [task.q1_target, task.q2_target, task.q3_target, task.q4_target]
        ) as quarter_targets,
    from task
    inner join item on task.item_id = item.item_id
    inner join theme on item.theme_id = theme.theme_id
    left join adjusted on task.task_id = adjusted.task_id
    where task.recorded_at <= coalesce(known_at::timestamp, 'infinity'::timestamp);

-- One row per task: percent, expected, gap (percentage points), state and dates as of a day;
-- done_on is the earlier of its check-off and of the start of its latest unbroken run of 100 %,
-- as far as it was known at a moment (null: everything). All tasks of all plans, cancelled ones
-- too.
create macro task_state(as_of, known_at) as table
    with
    threshold as (
        select
            max(value) filter (where name = 'behind_gap') as behind_gap,
            max(value) filter (where name = 'severe_gap') as severe_gap,
            max(value) filter (where name = 'due_soon_days')::integer as due_soon_days,
            max(value) filter (where name = 'grace_days')::integer as grace_days,
            max(value) filter (where name = 'stale_days')::integer as stale_days,
        from setting
    ),

    reported as (
        select
            task_id,
            arg_max(percent, report_order(reported_on, recorded_at, progress_id)) as percent,
            max(reported_on) as last_reported_on,
            max(report_order(reported_on, recorded_at, progress_id))
            filter (where percent < 100) as last_unfinished,
        from progress
        where
            reported_on <= as_of::date
            and recorded_at <= coalesce(known_at::timestamp, 'infinity'::timestamp)
        group by task_id
    ),

    -- the first row of the latest unbroken run of 100 %
    finished as (
        select
            progress.task_id,
            min(progress.reported_on) as done_on,
        from progress
        inner join reported on progress.task_id = reported.task_id
        where
            reported.percent = 100
            and progress.percent = 100
            and progress.reported_on <= as_of::date
            and progress.recorded_at <= coalesce(known_at::timestamp, 'infinity'::timestamp)
            and (
                reported.last_unfinished is null
                or report_order(progress.reported_on, progress.recorded_at, progress.progress_id)
                > reported.last_unfinished
            )
        group by progress.task_id
    ),

    verified as (
        select
            task_id,
            min(verified_on) as verified_on,
        from verification
        where
            verified_on <= as_of::date
            and recorded_at <= coalesce(known_at::timestamp, 'infinity'::timestamp)
        group by task_id
    ),

    lined as (
        select
            *,
            expected_line(start_date, due_date, year, quarter_targets) as line,
        from task_in_force(as_of, known_at)
    ),

    -- the points of the line on either side of the day
    bracketed as (
        select
            *,
            list_filter(line, lambda point: point.day <= as_of::date)[-1] as point_before,
            list_filter(line, lambda point: point.day > as_of::date)[1] as point_after,
        from lined
    ),

    measured as (
        select
            bracketed.task_id,
            bracketed.item_id,
            bracketed.theme_id,
            bracketed.year,
            bracketed.start_date,
            bracketed.due_date,
            bracketed.weight,
            bracketed.target,
            bracketed.unit,
            bracketed.target_text,
            bracketed.quarter_targets,
            bracketed.cancelled_on,
            verified.verified_on,
            reported.last_reported_on,
            coalesce(reported.percent, 0.0) as percent,
            case
                when as_of::date < bracketed.start_date then 0.0
                when bracketed.point_after is null then bracketed.point_before.level
                else
                    bracketed.point_before.level
                    + (bracketed.point_after.level - bracketed.point_before.level)
                    * (as_of::date - bracketed.point_before.day)
                    / (bracketed.point_after.day - bracketed.point_before.day)
            end as expected,
            -- null when it is neither; least() leaves out what is null
            least(finished.done_on, verified.verified_on) as done_on,
        from bracketed
        left join reported on bracketed.task_id = reported.task_id
        left join finished on bracketed.task_id = finished.task_id
        left join verified on bracketed.task_id = verified.task_id
    ),

    judged as (
        select
            measured.*,
            percent - expected as gap,
            -- 1e-9: a gap of exactly a threshold stays so when its parts have decimals
            case
                when cancelled_on is not null then 'cancelled'
                when verified_on is not null then 'verified'
                when percent = 100 then 'done'
                when as_of::date > due_date then 'overdue'
                when
                    as_of::date < start_date
                    or (percent = 0 and as_of::date <= start_date + threshold.grace_days)
                    then 'not_started'
                when last_reported_on is null then 'unreported'
                when gap < threshold.severe_gap - 1e-9 then 'severe'
                when gap < threshold.behind_gap - 1e-9 then 'behind'
                when due_date - as_of::date <= threshold.due_soon_days then 'due_soon'
                else 'on_track'
            end as state,
            state in ('verified', 'done') as is_finished,
            state in ('overdue', 'severe', 'behind') as is_behind,
            state <> 'cancelled' as is_counted,
            is_counted
            and not is_finished
            and coalesce(as_of::date - last_reported_on > threshold.stale_days, false) as stale,
        from measured
        cross join threshold
    )

    select
        *,
        is_counted and not is_behind and state <> 'unreported' as is_on_schedule,
        is_counted and not is_finished and last_reported_on is null as is_silent,
        is_counted and not is_silent as is_ever_reported,
        is_counted and as_of::date >= start_date as is_begun,
        case when state = 'overdue' then as_of::date - due_date end as days_overdue,
        case
            when not is_finished and is_counted and as_of::date <= due_date
                then due_date - as_of::date
        end as days_left,
    from judged;
