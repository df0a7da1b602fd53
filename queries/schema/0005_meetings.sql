-- Meetings: the slides that they show, what was decided and what became of it; and the views that
-- the bureau keeps. All of it outlives imports and their way back. No foreign keys, since DuckDB
-- checks them too eagerly when a ledger is emptied and filled anew. Rows are marked as deleted, so
-- that a number once given, which links name, never means anything else.

-- One row per agenda; none is needed for the standard one.
create table agenda (
    agenda_id integer primary key,
    name text not null,
    recorded_at timestamp not null,
    deleted_at timestamp
);

-- One row per slide of one version of an agenda, append-only: every save is a whole new version.
-- words are a URL's words; empty: the view of the meeting.
create table agenda_slide (
    agenda_id integer not null,
    recorded_at timestamp not null,
    ordinal integer not null,
    slide_key text not null,
    kind text not null check (
        kind in (
            'overview', 'since', 'themes', 'offices', 'quarters', 'behind',
            'problems', 'profile', 'decisions', 'tasks', 'theme', 'task'
        )
    ),
    title text,
    words text not null default '',
    is_shown boolean not null default true,
    primary key (agenda_id, recorded_at, slide_key)
);

-- One row per meeting on the plan of a year; as_of is the day of the figures that it looked at.
create table meeting (
    meeting_id integer primary key,
    year integer not null,
    held_on date not null,
    name text not null,
    agenda_id integer,
    as_of date not null,
    recorded_at timestamp not null,
    deleted_at timestamp
);

-- One row per decision of a meeting: which office does what by when, and the task it is about.
create table decision (
    decision_id integer primary key,
    meeting_id integer not null,
    text text not null,
    office text not null,
    due_date date not null,
    task_id integer,
    recorded_at timestamp not null
);

-- One row per report on a decision, append-only: a correction is a new row; what was recorded by
-- mistake is withdrawn.
create table decision_report (
    decision_report_id integer primary key,
    decision_id integer not null,
    reported_on date not null,
    status text not null check (status in ('open', 'done', 'withdrawn')),
    note text,
    recorded_at timestamp not null
);

-- One row per view that has a name; page is the path of its address, words are the URL's.
create table saved_view (
    view_id integer primary key,
    name text not null,
    page text not null,
    words text not null,
    recorded_at timestamp not null,
    deleted_at timestamp
);
