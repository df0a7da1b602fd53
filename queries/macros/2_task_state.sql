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

-- One row per task: percent, expected, gap (percentage points), state and dates as of a day,
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

    -- the points of the expected line that stand on either side of the day
    pointed as (
        select
            *,
            case
                when
                    quarter_targets[1] is not null
                    and make_date(year, 3, 31) >= start_date
                    then make_date(year, 3, 31)
            end as q1_end,
            case
                when
                    quarter_targets[2] is not null
                    and make_date(year, 6, 30) >= start_date
                    then make_date(year, 6, 30)
            end as q2_end,
            case
                when
                    quarter_targets[3] is not null
                    and make_date(year, 9, 30) >= start_date
                    then make_date(year, 9, 30)
            end as q3_end,
            case
                when
                    quarter_targets[4] is not null
                    and make_date(year, 12, 31) >= start_date
                    then make_date(year, 12, 31)
            end as q4_end,
            case
                when coalesce(greatest(q1_end, q2_end, q3_end, q4_end) < due_date, true)
                    then due_date
            end as line_end,
        from task_in_force(as_of, known_at)
    ),

    bracketed as (
        select
            *,
            greatest(
                start_date - 1,
                case when q1_end <= as_of::date then q1_end end,
                case when q2_end <= as_of::date then q2_end end,
                case when q3_end <= as_of::date then q3_end end,
                case when q4_end <= as_of::date then q4_end end,
                case when line_end <= as_of::date then line_end end
            ) as point_before,
            least(
                case when q1_end > as_of::date then q1_end end,
                case when q2_end > as_of::date then q2_end end,
                case when q3_end > as_of::date then q3_end end,
                case when q4_end > as_of::date then q4_end end,
                case when line_end > as_of::date then line_end end
            ) as point_after,
        from pointed
    ),

    levelled as (
        select
            *,
            case point_before
                when line_end then 100.0
                when q4_end then quarter_targets[4]
                when q3_end then quarter_targets[3]
                when q2_end then quarter_targets[2]
                when q1_end then quarter_targets[1]
                else 0.0
            end as level_before,
            case point_after
                when line_end then 100.0
                when q4_end then quarter_targets[4]
                when q3_end then quarter_targets[3]
                when q2_end then quarter_targets[2]
                when q1_end then quarter_targets[1]
            end as level_after,
        from bracketed
    ),

    measured as (
        select
            levelled.task_id,
            levelled.item_id,
            levelled.theme_id,
            levelled.year,
            levelled.start_date,
            levelled.due_date,
            levelled.weight,
            levelled.target,
            levelled.unit,
            levelled.target_text,
            levelled.quarter_targets,
            levelled.cancelled_on,
            verified.verified_on,
            reported.last_reported_on,
            coalesce(reported.percent, 0.0) as percent,
            case
                when as_of::date < levelled.start_date then 0.0
                when levelled.point_after is null then levelled.level_before
                else
                    levelled.level_before
                    + (levelled.level_after - levelled.level_before)
                    * (as_of::date - levelled.point_before)
                    / (levelled.point_after - levelled.point_before)
            end as expected,
            finished.done_on,
        from levelled
        left join reported on levelled.task_id = reported.task_id
        left join finished on levelled.task_id = finished.task_id
        left join verified on levelled.task_id = verified.task_id
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
