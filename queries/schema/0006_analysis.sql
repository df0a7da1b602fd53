-- Agendas learn the kind of slide 'analysis': a check cannot be changed, so the table is made anew.
create temp table agenda_slide_before as select *, from agenda_slide;

drop table agenda_slide;

create table agenda_slide (
    agenda_id integer not null,
    recorded_at timestamp not null,
    ordinal integer not null,
    slide_key text not null,
    kind text not null check (
        kind in (
            'overview', 'since', 'themes', 'offices', 'quarters', 'behind',
            'problems', 'profile', 'decisions', 'tasks', 'theme', 'task', 'analysis'
        )
    ),
    title text,
    words text not null default '',
    is_shown boolean not null default true,
    primary key (agenda_id, recorded_at, slide_key)
);

insert into agenda_slide by name select *, from agenda_slide_before;

drop table agenda_slide_before;
