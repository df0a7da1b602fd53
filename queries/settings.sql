-- One row per threshold that the states depend on.
select
    name,
    value,
    description,
from setting
order by name
