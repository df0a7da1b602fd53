-- Fills the emptied tables of all plans from the copies of keep.sql, but for the rows that the
-- views updated_… have in new words, and those of items and themes that removed_… name.
insert into plan by name
select *, from undo.plan
where year not in (select updated_plan.year, from updated_plan)
union all by name
select *, from updated_plan;

insert into theme by name
select *, from undo.theme
where
    theme_id not in (select updated_theme.theme_id, from updated_theme)
    and theme_id not in (select removed_theme.theme_id, from removed_theme)
union all by name
select *, from updated_theme;

insert into office by name
select *, from undo.office;

insert into item by name
select *, from undo.item
where
    item_id not in (select updated_item.item_id, from updated_item)
    and item_id not in (select removed_item.item_id, from removed_item)
union all by name
select *, from updated_item;

insert into task by name
select *, from undo.task
where task_id not in (select updated_task.task_id, from updated_task)
union all by name
select *, from updated_task;

insert into task_office by name
select *, from undo.task_office;

insert into progress by name
select *, from undo.progress;

insert into adjustment by name
select *, from undo.adjustment;

insert into adjustment_office by name
select *, from undo.adjustment_office;

insert into verification by name
select *, from undo.verification;

insert into task_search by name
select *, from undo.task_search;
