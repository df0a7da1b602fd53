-- One row per other name of an office.
select
    alias,
    office_name,
from office_alias
order by office_name, alias
