-- The kinds of slides are those of dashboard/core/slide_kinds.py, which checks them on every way in
-- (checks of agendas, files of a ledger folder): another kind needs no migration any more. A check
-- cannot be dropped, so the table is made anew without it.
create temp table agenda_slide_before as select *, from agenda_slide;

drop table agenda_slide;

create table agenda_slide (
    agenda_id integer not null,
    recorded_at timestamp not null,
    ordinal integer not null,
    slide_key text not null,
    kind text not null,
    title text,
    words text not null default '',
    is_shown boolean not null default true,
    primary key (agenda_id, recorded_at, slide_key)
);

insert into agenda_slide by name select *, from agenda_slide_before;

drop table agenda_slide_before;
