-- One row per word in the headings of themes, in the order of trying: the short name that it means.
select
    pattern,
    short_name,
    ordinal,
from theme_name
order by ordinal
