"""Task states computed once per day and kept in memory, under the names that the questions use.

Planning task_state() costs more than running it on a county's rows, and a page asks some ten
questions of the same few days. So its rows are kept beside the ledger, and on one cursor temporary
macros of the same names read them: the questions stay as they are, and so do their answers.
"""

import threading
from dataclasses import dataclass, field
from datetime import date, datetime

import duckdb

MOST_DAYS = 60
"""Days kept at once; a meeting looks at about ten."""

SETUP = """
attach ':memory:' as memo;
create table memo.described as
select current_date as memo_as_of, now()::timestamp as memo_known_at, *
from task_described(current_date, null)
limit 0;
"""
SHADOWS = """
create temp macro task_described(as_of, known_at) as table
select * exclude (memo_as_of, memo_known_at)
from memo.described
where memo_as_of = as_of::date and memo_known_at is not distinct from known_at::timestamp;
create temp macro task_state(as_of, known_at) as table
select * exclude (
    theme_ordinal, theme, theme_title, item_ordinal, item_number, item,
    task_ordinal, number, title, text, leader, lead_office, named_offices, due_quarter
)
from task_described(as_of, known_at);
"""
KEEP = """
insert into memo.described
select $as_of::date, $known_at::timestamp, *
from task_described($as_of, $known_at)
"""


@dataclass
class Memo:
    """The kept days of one ledger; `reader` is its only cursor and is used under `lock`."""

    writer: duckdb.DuckDBPyConnection
    reader: duckdb.DuckDBPyConnection
    lock: threading.Lock = field(default_factory=threading.Lock)
    kept: set[tuple[date, datetime | None]] = field(default_factory=set)
    revision: int = 0

    def keep(self, days: list[date], known_at: datetime | None, revision: int) -> None:
        """Compute the states of the days that are not kept yet; a new revision forgets all."""
        if revision != self.revision or len(self.kept) > MOST_DAYS:
            self.writer.execute("truncate memo.described")
            self.kept.clear()
            self.revision = revision
        for day in days:
            if (day, known_at) not in self.kept:
                self.writer.execute(KEEP, {"as_of": day, "known_at": known_at})
                self.kept.add((day, known_at))


def open_memo(connection: duckdb.DuckDBPyConnection) -> Memo:
    """Make the memory beside an open ledger of the current schema."""
    connection.execute(SETUP)
    reader = connection.cursor()
    reader.execute(SHADOWS)
    return Memo(connection.cursor(), reader)
