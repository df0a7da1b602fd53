"""A cache of task states, computed once per day and kept in memory under the macros' own names.

Planning task_state() costs more than running it on a county's rows, and a page runs about ten
queries for the same few days. So one cursor keeps the rows of task_described(), which has all
columns of task_state(), in a temporary table, and temporary macros of both names read that table:
the queries and their results stay the same.
"""

import threading
from dataclasses import dataclass, field
from datetime import date, datetime

import duckdb

MAX_DAYS = 120
"""Days cached at once; a meeting uses about ten, the months of two years are 24."""

_SETUP = """
create temp table kept_task as
select current_date as memo_as_of, now()::timestamp as memo_known_at, *
from task_described(current_date, null)
limit 0;
create or replace temp macro task_described(as_of, known_at) as table
select * exclude (memo_as_of, memo_known_at)
from kept_task
where memo_as_of = as_of::date and memo_known_at is not distinct from known_at::timestamp;
create or replace temp macro task_state(as_of, known_at) as table
from task_described(as_of, known_at);
"""
_COMPUTE = """
select
    wanted.day as memo_as_of,
    $known_at::timestamp as memo_known_at,
    described.*,
from unnest($days::date[]) as wanted (day), task_described(wanted.day, $known_at) as described
"""
"""All days in one pass: planning it costs as much as one day of a county."""


@dataclass
class Memo:
    """The cached days of one ledger; `reader` holds them and is used under `lock`."""

    writer: duckdb.DuckDBPyConnection
    reader: duckdb.DuckDBPyConnection
    lock: threading.Lock = field(default_factory=threading.Lock)
    kept: set[tuple[date, datetime | None]] = field(default_factory=set)
    revision: int = 0

    def keep(self, days: list[date], known_at: datetime | None, revision: int) -> None:
        """Compute the states of the days not cached yet; a new revision clears the cache."""
        if revision != self.revision or len(self.kept) > MAX_DAYS:
            self.reader.execute("truncate kept_task")
            self.kept.clear()
            self.revision = revision
        lacking = [day for day in dict.fromkeys(days) if (day, known_at) not in self.kept]
        if lacking:
            rows = self.writer.sql(_COMPUTE, params={"days": lacking, "known_at": known_at})
            self.reader.register("fresh", rows.to_arrow_table())
            self.reader.execute("insert into kept_task from fresh")
            self.reader.unregister("fresh")
            self.kept.update((day, known_at) for day in lacking)


def open_memo(writer: duckdb.DuckDBPyConnection, reader: duckdb.DuckDBPyConnection) -> Memo:
    """Create the cache from two cursors of an open ledger."""
    reader.execute(_SETUP)
    return Memo(writer, reader)
