"""Measure questions, pages and memory: make bench [SIZES="county city national"].

Ledgers of three sizes are made once under .bench/ from integer arithmetic on the task's number, so
that the same rows come out on every run. Times are milliseconds on this machine, today.
"""

import logging
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import psutil
from streamlit.testing.v1 import AppTest

from dashboard.core.paths import ROOT
from dashboard.core.periods import moments_of
from dashboard.ledger import queries
from dashboard.ledger.store import Ledger, open_ledger
from dashboard.pages.answers import opened_ledger
from dashboard.view.filters import Filters
from tests.bench.analysis import measure_analysis
from tests.bench.bombs import measure_bombs
from tests.bench.deck import measure_deck
from tests.bench.imports import measure_imports

FOLDER = ROOT / ".bench"
SIZES = {"county": (1, 220), "city": (10, 220), "national": (2844, 120)}
"""Counties, and tasks in each; every task is reported weekly."""
NOW = datetime(2025, 12, 31, 18)
YEAR, AS_OF = 2025, date(2025, 9, 30)
PAGES = ("overview", "offices", "themes", "quarters", "tasks")
NUMBERS = """
create temp table numbered as
select
    o * 1000 + t as task_id, o, t,
    (o * 1000 + t) * 2654435761 % 4294967296 // 4096 as a,
    (o * 1000 + t) * 2246822519 % 4294967296 // 4096 as b,
    (o * 1000 + t) * 3266489917 % 4294967296 // 4096 as c,
from range(1, $counties::bigint + 1) r(o), range(1, $tasks::bigint + 1) s(t)
"""
ROWS = """
insert into plan values (2025, '2025 年工作要点', '测速用', true);
insert into theme
select n, 2025, n, themes[n], themes[n]
from (select ['党建', '五育', '教师', '安全', '督导', '基建', '招生', '财务'] as themes),
    range(1, 9) r(n);
insert into office
select n, n, offices[n]
from (select ['办公室', '政工人事股', '基础教育股', '职成教股', '督导室', '安全股', '计财股',
    '项目办', '招生办', '教研室', '资助中心', '电教站'] as offices), range(1, 13) r(n);
insert into item (item_id, theme_id, ordinal, number, title)
select o * 100 + t % 8 * 10 + t // 40, t % 8 + 1, o * 100 + t % 8 * 10 + t // 40,
    any_value(o * 100 + t % 8 * 10 + t // 40)::text, '事项'
from numbered group by o, t % 8, t // 40;
insert into task (task_id, item_id, ordinal, number, title, text, leader, start_date, due_date,
    weight, recorded_at)
select task_id, o * 100 + t % 8 * 10 + t // 40, t, task_id::text, '措施 ' || task_id, '全文',
    ['甲', '乙', '丙', '丁'][1 + t % 4],
    case when b % 10 < 8 then date '2025-01-01' when b % 10 = 8 then date '2025-03-01'
        else date '2025-07-01' end,
    case when b % 10 < 8 and c % 10 < 4
        then [date '2025-03-31', date '2025-06-30', date '2025-09-30', date '2025-11-30']
            [1 + c % 10]
        else date '2025-12-31' end,
    1 + (c // 10 % 10 >= 8)::integer + (c // 10 % 10 = 9)::integer, timestamp '2025-01-01'
from numbered;
insert into task_office select task_id, 1 + a % 12, 'lead', 1 from numbered;
insert into progress (progress_id, task_id, reported_on, percent, recorded_at)
select row_number() over (order by reported_on, task_id), task_id, reported_on,
    least(100, greatest(0, reported_on - start_date + 1) * pace // days),
    reported_on + interval 10 hour
from (
    select numbered.task_id, start_date, due_date - start_date + 1 as days,
        40 + a % 121 as pace, b // 100 % 50 as habit,
        date '2025-01-05' + (7 * w)::integer as reported_on
    from numbered inner join task using (task_id), range(0, 52) r(w)
)
where habit <> 0;
"""


def main(sizes: list[str]) -> None:
    """Print one table for the questions of each size, one for the pages, and the memory."""
    for size in sizes or list(SIZES):
        ledger = made(size)
        rows = ledger.connection.execute("select count(*) from progress").fetchone()
        print(f"\n{size}: {rows[0] if rows else 0:,} reports    ms: median, p95", flush=True)
        ask_all(ledger, kept=size != "national", runs=5 if size == "national" else 25)
        ledger.close()
        print(f"memory {psutil.Process().memory_info().rss / 1e6:.0f} MB", flush=True)
    if not sizes or "county" in sizes:
        print("\npages, county    ms: median, p95", flush=True)
        rerun_all()
        print("\nthe deck, county    ms from key to paint", flush=True)
        measure_deck(FOLDER / "county.duckdb", AS_OF.isoformat())
        print("\nfree analysis, county    ms from click to paint", flush=True)
        measure_analysis(FOLDER / "county.duckdb", AS_OF.isoformat())
        print("\nthe worst files", flush=True)
        measure_bombs()
        print("\nimports of 20,000 rows    seconds", flush=True)
        measure_imports()
        print(f"memory {psutil.Process().memory_info().rss / 1e6:.0f} MB", flush=True)


def made(size: str) -> Ledger:
    """Open the ledger of a size, writing it first where it is missing."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{size}.duckdb"
    is_new = not path.exists()
    ledger = open_ledger(path, NOW)
    if is_new:
        counties, tasks = SIZES[size]
        with ledger.transaction() as connection:
            connection.execute(NUMBERS, {"counties": counties, "tasks": tasks})
            connection.execute(ROWS)
    return ledger


def ask_all(ledger: Ledger, *, kept: bool, runs: int) -> None:
    """Time every question as the command line asks it, and as the pages do."""
    view = Filters(YEAR, AS_OF)
    values = {**view.parameters(), "tasks": [1001], "since": date(2025, 6, 30), "agenda_id": None}
    values |= {"view_id": None, "year": YEAR, "as_of": AS_OF, "known_at": None}
    days = moments_of(AS_OF, YEAR)
    for name in queries.names():
        parameters = {each: values[each] for each in queries.question(name).parameters}
        line = timed(partial(ledger.query, name, parameters), runs)
        if kept and "view" in parameters:
            line += "   kept " + timed(partial(ledger.query_kept, name, parameters, days), runs)
        print(f"  {name:24}{line}", flush=True)


def rerun_all() -> None:
    """Time each page's whole rerun, with nothing cached and with everything cached."""
    logging.disable(logging.WARNING)  # Streamlit says at every run that no server runs here
    os.environ["LEDGER_DB"] = str(FOLDER / "county.duckdb")
    os.environ["DASHBOARD_NOW"] = datetime(2026, 1, 10).isoformat()
    for page in PAGES:
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
        app.query_params["as_of"] = AS_OF.isoformat()
        app.run()
        app.switch_page(f"dashboard/pages/{page}.py")
        cold = timed(lambda app=app: rerun_cold(app), 15)
        warm = timed(app.run, 40)
        print(f"  {page:24}cold {cold}   warm {warm}", flush=True)


def rerun_cold(app: AppTest) -> None:
    """Run a page as after a new report: no answer, figure or state is of use any more."""
    opened_ledger.ledger().revision += 1
    app.run()


def timed(work: Callable[[], object], runs: int) -> str:
    """Return the median and the 95th percentile of so many runs after one uncounted."""
    work()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - started))
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return f"{statistics.median(times):8.1f} {p95:8.1f}"


if __name__ == "__main__":
    main(sys.argv[1:])
