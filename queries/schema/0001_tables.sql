-- The ledger: one plan a year, its themes, items and tasks, the offices that answer for them,
-- and what was reported. Rules that a bureau's own data may break (queries/checks/) are not
-- constraints here: such rows must load, so that they can be seen and mended.

create table schema_version (
    version integer primary key,
    applied_at timestamp not null,
);

-- One row per plan: the work plan of one bureau for one year.
create table plan (
    year integer primary key check (year between 1949 and 2999),
    title text not null,
    organisation text not null,
    is_demo boolean not null default false,
);

-- One row per theme (主题): a section of a plan.
create table theme (
    theme_id integer primary key,
    year integer not null references plan (year),
    ordinal integer not null,
    title text not null,
    short_name text not null,
    unique (year, ordinal),
    unique (year, short_name),
);

-- One row per office (股室); ordinal is the order on every page.
create table office (
    office_id integer primary key,
    ordinal integer not null unique,
    name text not null unique,
);

-- One row per item (事项): a numbered entry; number is the mark as printed.
create table item (
    item_id integer primary key,
    theme_id integer not null references theme (theme_id),
    ordinal integer not null,
    number text not null,
    title text not null,
    unique (theme_id, ordinal),
);

-- One row per task (措施): the unit that is reported on and counted. Quarter targets are percent.
create table task (
    task_id integer primary key,
    item_id integer not null references item (item_id),
    ordinal integer not null,
    number text not null,
    title text not null,
    text text not null,
    leader text,
    start_date date not null,
    due_date date not null,
    weight double not null default 1,
    target double,
    unit text,
    target_text text,
    q1_target double check (q1_target between 0 and 100),
    q2_target double check (q2_target between 0 and 100),
    q3_target double check (q3_target between 0 and 100),
    q4_target double check (q4_target between 0 and 100),
    recorded_at timestamp not null,
    unique (item_id, ordinal),
);

-- One row per task and office that it names; the first lead (牵头) answers for the task.
create table task_office (
    task_id integer not null references task (task_id),
    office_id integer not null references office (office_id),
    role text not null check (role in ('lead', 'support')),
    ordinal integer not null,
    primary key (task_id, office_id),
);

-- One row per report, append-only: a correction is a new row with the same reporting date.
create table progress (
    progress_id bigint primary key,
    task_id integer not null references task (task_id),
    reported_on date not null,
    percent double not null check (percent between 0 and 100),
    work_done text,
    problem text,
    next_step text,
    evidence text,
    reported_by text,
    recorded_at timestamp not null,
);

-- One row per adjustment (调整) of a task: it cancels the task, or changes what is not null.
-- Quarter targets change together: one that is given replaces all four.
create table adjustment (
    adjustment_id integer primary key,
    task_id integer not null references task (task_id),
    adjusted_on date not null,
    kind text not null check (kind in ('cancel', 'change')),
    reason text not null,
    document_number text,
    start_date date,
    due_date date,
    weight double,
    target double,
    unit text,
    target_text text,
    q1_target double check (q1_target between 0 and 100),
    q2_target double check (q2_target between 0 and 100),
    q3_target double check (q3_target between 0 and 100),
    q4_target double check (q4_target between 0 and 100),
    recorded_at timestamp not null,
);

-- One row per office of a task after an adjustment; none when the offices stay as they were.
create table adjustment_office (
    adjustment_id integer not null references adjustment (adjustment_id),
    office_id integer not null references office (office_id),
    role text not null check (role in ('lead', 'support')),
    ordinal integer not null,
    primary key (adjustment_id, office_id),
);

-- One row per check-off (销号): the completion of a task confirmed by the office in charge.
create table verification (
    verification_id integer primary key,
    task_id integer not null references task (task_id),
    verified_on date not null,
    verified_by text,
    note text,
    recorded_at timestamp not null,
);

-- One row per threshold; description is what the legend prints.
create table setting (
    name text primary key,
    value double not null,
    description text not null,
);

insert into setting values
    ('behind_gap', -10, '进度差低于此值(百分点)为滞后'),
    ('severe_gap', -30, '进度差低于此值(百分点)为严重滞后'),
    ('due_soon_days', 15, '距完成时限不超过此天数为临近到期'),
    ('grace_days', 30, '开始后此天数内尚无进展为未启动'),
    ('stale_days', 30, '最近一次填报超过此天数为久未更新');

-- One row per task: the words that the search box looks in, made when the task is written.
create table task_search (
    task_id integer primary key references task (task_id),
    words text not null,
    initials text not null,
);
