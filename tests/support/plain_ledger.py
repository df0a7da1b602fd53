"""Every number once more, in plain Python over the exported tables: nothing of the program's own.

No SQL, no pandas, no dashboard.*: the rules are those of the definition of states and figures, and
fractions are exact.
"""

import csv
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

Row = dict[str, str]
ALWAYS = datetime(9999, 1, 1)
NAMELESS = "未明确"


@dataclass(frozen=True)
class View:
    """What is looked at: empty means all."""

    year: int
    as_of: date
    known_at: datetime | None = None
    basis: str = "lead"
    offices: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    quarters: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    search: str = ""


@dataclass
class Task:
    """A task as it stood on a day."""

    task_id: int
    row: Row
    theme: str
    item: str
    item_name: str
    words: str
    day: date
    start: date
    due: date
    weight: Fraction
    lead: str
    named: list[str]
    percent: Fraction
    expected: Fraction
    state: str
    reported_on: date | None
    report: Row | None
    done_on: date | None
    verified_on: date | None
    has_target: bool
    is_stale: bool
    counting: list[str] = field(default_factory=list)

    @property
    def gap(self) -> Fraction:
        return self.percent - self.expected

    @property
    def is_counted(self) -> bool:
        return self.state != "cancelled"

    @property
    def is_finished(self) -> bool:
        return self.state in ("verified", "done")

    @property
    def is_behind(self) -> bool:
        return self.state in ("overdue", "severe", "behind")

    @property
    def is_on_time(self) -> bool:
        return self.is_finished and self.done_on is not None and self.done_on <= self.due

    @property
    def is_due_to_report(self) -> bool:
        began = date(self.day.year, 3 * quarter(self.day) - 2, 1)
        open_then = self.done_on is None or self.done_on >= began
        return self.is_counted and self.start <= self.day and open_then

    @property
    def is_reported(self) -> bool:
        began = date(self.day.year, 3 * quarter(self.day) - 2, 1)
        return self.is_due_to_report and self.reported_on is not None and self.reported_on >= began

    @property
    def is_slipped(self) -> bool:
        month = 3 * quarter(self.due)
        end = date(self.due.year, month, monthrange(self.due.year, month)[1])
        done = self.done_on or self.day
        late_unfinished = not self.is_finished and done > self.due
        return self.is_counted and (done > end or late_unfinished)


def quarter(day: date) -> int:
    return (day.month + 2) // 3


class Number(NamedTuple):
    """A number: its value (None without tasks), and the tasks that make it."""

    value: Fraction | None
    rows: list[Task]
    part: list[Task]


Test = Callable[[Task], bool]

COUNTS: dict[str, Test] = {
    "tasks": lambda t: t.is_counted,
    "finished": lambda t: t.is_finished,
    "behind_schedule": lambda t: t.is_behind,
    "unreported": lambda t: t.state == "unreported",
    "silent": lambda t: t.is_counted and updated(t) == "silent",
    "ever_reported": lambda t: t.is_counted and updated(t) != "silent",
    "stale": lambda t: t.is_stale,
    "overdue": lambda t: t.state == "overdue",
    "finished_on_time": lambda t: t.is_on_time,
    "finished_late": lambda t: t.is_finished and not t.is_on_time,
    "cancelled": lambda t: t.state == "cancelled",
    "slipped": lambda t: t.is_slipped,
}
SHARES: dict[str, tuple[Test, Test]] = {
    "completion_rate": (lambda t: t.is_finished, lambda t: t.is_counted),
    "on_schedule_rate": (
        lambda t: t.is_counted and not t.is_behind and t.state != "unreported",
        lambda t: t.is_counted,
    ),
    "reporting_rate": (lambda t: t.is_reported, lambda t: t.is_due_to_report),
    "on_time_rate": (lambda t: t.is_on_time, lambda t: t.is_finished or t.state == "overdue"),
}
MEANS: dict[str, Callable[[Task], Fraction]] = {
    "average_progress": lambda t: t.percent,
    "average_expected": lambda t: t.expected,
    "gap": lambda t: t.gap,
}


class PlainLedger:
    """The exported tables of a ledger."""

    def __init__(self, folder: Path) -> None:
        self.tables = {path.stem: read(path) for path in folder.glob("*.csv")}
        self.office = {row["office_id"]: row["name"] for row in self.tables["office"]}
        self.limits = {row["name"]: Fraction(row["value"]) for row in self.tables["setting"]}
        self.kept: dict[tuple[date, datetime | None], list[Task]] = {}
        self.chosen: tuple[View, list[Task]] | None = None

    def number(self, view: View, measure: str, cells: Iterable[str]) -> Number:
        """Return a number of a view and what makes it."""
        held = self.held(view, dict(cell.split(":", 1) for cell in cells))
        if measure in COUNTS:
            part = [task for task in held if COUNTS[measure](task)]
            return Number(Fraction(len(part)), part, part)
        if measure in SHARES:
            is_part, is_of = SHARES[measure]
            of = [task for task in held if is_of(task)]
            part = [task for task in held if is_part(task)]
            return Number(Fraction(len(part), len(of)) if of else None, of, part)
        if measure in MEANS:
            rows = [task for task in held if task.is_counted]
            weights = sum((task.weight for task in rows), Fraction(0))
            value = sum((task.weight * MEANS[measure](task) for task in rows), Fraction(0))
            return Number(value / weights if weights else None, rows, rows)
        if measure == "items":
            return Number(Fraction(len({task.item_name for task in held})), held, held)
        if measure == "offices_behind":
            rows = [task for task in held if task.is_behind]
            counting = {name for task in rows for name in task.counting}
            return Number(Fraction(len(counting)), rows, rows)
        rows = [task for task in held if task.state == "overdue"]
        days = [(task.day - task.due).days for task in rows]
        if measure == "days_overdue":
            return Number(Fraction(sum(days)), rows, rows)
        assert measure == "longest_overdue", measure
        return Number(Fraction(max(days)) if days else None, rows, rows)

    def held(self, view: View, cells: dict[str, str]) -> list[Task]:
        """Return the selected tasks that the cells keep, as they stood on the day asked for."""
        selected = self.selected(view)
        day = moment(view, cells)
        if day is None:
            return [task for task in selected if is_in(view, task, task, cells)]
        then = {task.task_id: task for task in self.on(day, view.known_at)}
        return [
            then[task.task_id] for task in selected if is_in(view, task, then[task.task_id], cells)
        ]

    def selected(self, view: View) -> list[Task]:
        """Return the tasks that the filters keep; those of the view asked for last are kept."""
        if self.chosen is None or self.chosen[0] != view:
            self.chosen = (view, self.chosen_of(view))
        return self.chosen[1]

    def chosen_of(self, view: View) -> list[Task]:
        kept = []
        for task in self.on(view.as_of, view.known_at):
            counting = task.named if view.basis == "any" else [task.lead]
            task.counting = [name for name in counting if not view.offices or name in view.offices]
            if task.row["year"] == str(view.year) and task.counting and is_kept(view, task):
                kept.append(task)
        return kept

    def on(self, day: date, known_at: datetime | None) -> list[Task]:
        """Return all tasks as they stood on a day, as far as it was known."""
        if (day, known_at) not in self.kept:
            self.kept[day, known_at] = list(self.stood(day, known_at or ALWAYS))
        return self.kept[day, known_at]

    def stood(self, day: date, known_at: datetime) -> Iterable[Task]:
        theme = {row["theme_id"]: row for row in self.tables["theme"]}
        item = {row["item_id"]: row for row in self.tables["item"]}
        happened = {
            table: by_task(row for row in self.tables[table] if is_known(row, day, known_at, when))
            for table, when in (
                ("progress", "reported_on"),
                ("adjustment", "adjusted_on"),
                ("verification", "verified_on"),
            )
        }
        for row in self.tables["task"]:
            if datetime.fromisoformat(row["recorded_at"]) <= known_at:
                of_item = item[row["item_id"]]
                told = {table: rows.get(row["task_id"], []) for table, rows in happened.items()}
                yield self.task(row, of_item, theme[of_item["theme_id"]], day, told)

    def task(self, row: Row, item: Row, theme: Row, day: date, told: dict[str, list[Row]]) -> Task:
        adjusted = sorted(told["adjustment"], key=order("adjusted_on", "adjustment_id"))
        reports = sorted(told["progress"], key=order("reported_on", "progress_id"))
        verified = [date.fromisoformat(each["verified_on"]) for each in told["verification"]]
        start, due = (
            date.fromisoformat(last(adjusted, name) or row[name])
            for name in ("start_date", "due_date")
        )
        lead, named = self.offices_of(row["task_id"], adjusted)
        percent = Fraction(reports[-1]["percent"]) if reports else Fraction(0)
        expected = expected_on(day, start, due, targets_of(row, adjusted, int(theme["year"])))
        reported_on = date.fromisoformat(reports[-1]["reported_on"]) if reports else None
        state = self.state(
            day, start, due, percent, percent - expected, is_silent=not reports,
            is_cancelled=any(each["kind"] == "cancel" for each in adjusted),
            is_verified=bool(verified),
        )  # fmt: skip
        unfinished = state not in ("cancelled", "verified", "done")
        silent_days = (day - reported_on).days if reported_on else 0
        return Task(
            int(row["task_id"]), row | {"year": theme["year"]}, theme["short_name"], item["title"],
            f"{theme['short_name']} {item['number']}",
            " ".join([row["number"], row["title"], row["text"], item["title"], row["leader"]]),
            day, start, due, Fraction(last(adjusted, "weight") or row["weight"]), lead, named,
            percent, expected, state, reported_on, reports[-1] if reports else None,
            min(filter(None, [done_on(reports), *verified]), default=None),
            min(verified, default=None),
            bool(last(adjusted, "target") or row["target"]
                 or last(adjusted, "target_text") or row["target_text"]),
            unfinished and silent_days > self.limits["stale_days"],
        )  # fmt: skip

    def offices_of(self, task_id: str, adjusted: list[Row]) -> tuple[str, list[str]]:
        """Return the first lead and all named offices in force."""
        given = {row["adjustment_id"] for row in self.tables["adjustment_office"]}
        moved = [each["adjustment_id"] for each in adjusted if each["adjustment_id"] in given]
        table, key, value = ("task_office", "task_id", task_id)
        if moved:
            table, key, value = ("adjustment_office", "adjustment_id", moved[-1])
        rows = [row for row in self.tables[table] if row[key] == value]
        rows.sort(key=lambda row: (row["role"] != "lead", int(row["ordinal"])))
        names = [self.office[row["office_id"]] for row in rows]
        leads = [self.office[row["office_id"]] for row in rows if row["role"] == "lead"]
        return (leads or [NAMELESS])[0], names or [NAMELESS]

    def state(
        self, day: date, start: date, due: date, percent: Fraction, gap: Fraction, *,
        is_silent: bool, is_cancelled: bool, is_verified: bool,
    ) -> str:  # fmt: skip
        """Return the first state whose rule holds."""
        limits = self.limits
        in_grace = percent == 0 and (day - start).days <= limits["grace_days"]
        rules = {
            "cancelled": is_cancelled,
            "verified": is_verified,
            "done": percent == 100,
            "overdue": day > due,
            "not_started": day < start or in_grace,
            "unreported": is_silent,
            "severe": gap < limits["severe_gap"],
            "behind": gap < limits["behind_gap"],
            "due_soon": (due - day).days <= limits["due_soon_days"],
            "on_track": True,
        }
        return next(state for state, holds in rules.items() if holds)


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_task(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["task_id"], []).append(row)
    return found


def is_known(row: Row, day: date, known_at: datetime, when: str) -> bool:
    recorded = datetime.fromisoformat(row["recorded_at"])
    return date.fromisoformat(row[when]) <= day and recorded <= known_at


def order(when: str, key: str) -> Callable[[Row], Any]:
    return lambda row: (row[when], datetime.fromisoformat(row["recorded_at"]), int(row[key]))


def last(adjusted: list[Row], name: str) -> str:
    """Return the newest value that adjustments gave, '' for none."""
    return next((row[name] for row in reversed(adjusted) if row[name]), "")


def targets_of(row: Row, adjusted: list[Row], year: int) -> dict[date, Fraction]:
    """Return the quarter targets in force by the quarters' ends: those given last, all together."""
    names = ("q1_target", "q2_target", "q3_target", "q4_target")
    given = next((each for each in reversed(adjusted) if any(each[n] for n in names)), row)
    ends = (date(year, 3, 31), date(year, 6, 30), date(year, 9, 30), date(year, 12, 31))
    return {
        end: Fraction(given[name]) for end, name in zip(ends, names, strict=True) if given[name]
    }


def expected_on(day: date, start: date, due: date, targets: dict[date, Fraction]) -> Fraction:
    """Return the percent on the line through the points that the definition names."""
    given = {end: value for end, value in targets.items() if end >= start}
    points = {start - timedelta(days=1): Fraction(0)} | given
    if all(end < due for end in given):
        points[due] = Fraction(100)
    earlier = max((at for at in points if at <= day), default=None)
    later = min((at for at in points if at > day), default=None)
    if earlier is None or day < start:
        return Fraction(0)
    if later is None:
        return points[earlier]
    rise = points[later] - points[earlier]
    return points[earlier] + rise * (day - earlier).days / (later - earlier).days


def done_on(reports: list[Row]) -> date | None:
    """Return the day of the first report of the unbroken run of 100 % at the end."""
    day = None
    for report in reports:
        is_full = Fraction(report["percent"]) == 100
        day = (day or date.fromisoformat(report["reported_on"])) if is_full else None
    return day


def is_kept(view: View, task: Task) -> bool:
    """Whether the filters keep a task."""
    due_quarter = quarter(task.due) if task.due.year == view.year else None
    where = f"{task.words} {' '.join(task.named)}".lower()
    return (
        (not view.themes or task.theme in view.themes)
        and (not view.quarters or due_quarter in view.quarters)
        and (not view.states or task.state in view.states)
        and (not view.leaders or task.row["leader"] in view.leaders)
        and (not view.items or task.item_name in view.items)
        and all(word in where for word in view.search.lower().split())
    )


def moment(view: View, cells: dict[str, str]) -> date | None:
    """Return the day that a cell of moments looks at."""
    for kind, months in (("month", 1), ("quarter_end", 3)):
        if kind in cells:
            month = months * int(cells[kind])
            end = date(view.year, month, monthrange(view.year, month)[1])
            return min(end, view.as_of)
    return None


def is_in(view: View, chosen: Task, task: Task, cells: dict[str, str]) -> bool:
    """Whether a task is in all the cells: offices and due dates are those of the view's day."""
    return all(name in names_of(view, chosen, task, kind, name) for kind, name in cells.items())


def names_of(view: View, chosen: Task, task: Task, kind: str, asked: str) -> list[str]:
    """Return the names that a task has in a dimension."""
    if kind in ("month", "quarter_end"):
        return [asked]
    if kind == "office":
        return chosen.counting
    if kind == "supporting":
        others = [name for name in chosen.named if name != chosen.lead]
        return others if len(chosen.named) > 1 else ["none"]
    if kind in ("due_quarter", "due_month"):
        return [in_year(view.year, chosen.due, kind)]
    if kind in ("done_quarter", "done_month"):
        return [in_year(view.year, task.done_on, kind)]
    return [NAMES[kind](task)]


def schedule(task: Task) -> str:
    if task.is_behind:
        return "behind"
    return "on" if task.is_counted and task.state != "unreported" else "unreported"


def updated(task: Task) -> str:
    if task.is_finished:
        return "finished"
    if task.reported_on is None:
        return "silent"
    return "stale" if task.is_stale else "fresh"


def target(task: Task) -> str:
    reached = "reached" if task.is_finished else "open"
    return reached if task.has_target else "none"


NAMES: dict[str, Callable[[Task], str]] = {
    "theme": lambda task: task.theme,
    "item": lambda task: task.item_name,
    "leader": lambda task: task.row["leader"] or NAMELESS,
    "state": lambda task: task.state,
    "schedule": schedule,
    "stale": updated,
    "target": target,
}


def in_year(year: int, day: date | None, kind: str) -> str:
    """Return the quarter or month of a day of the plan's year; any other is 'other'."""
    if day is None or day.year != year:
        return "other"
    return str(quarter(day) if kind.endswith("quarter") else day.month)
