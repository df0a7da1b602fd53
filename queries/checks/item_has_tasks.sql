-- One row per item without tasks.
select
    item.item_id,
    item.number,
    item.title,
from item
anti join task on item.item_id = task.item_id
order by item.item_id
