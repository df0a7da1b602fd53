-- One row per office of the ledger, in its order.
select name,
from office
order by ordinal
