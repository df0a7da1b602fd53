"""The data model of a parsed plan: themes, items, tasks, offices, and the unread text."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self

from dashboard.importing.documents.due_dates import DueDate
from dashboard.importing.documents.office_names import Office
from dashboard.importing.documents.quantities import Target


@dataclass(frozen=True)
class Task:
    """One measure; `offices` is None if those of its item apply."""

    text: str
    line: int
    offices: tuple[Office, ...] | None = None
    due_text: str | None = None
    due_date: date | None = None
    earlier_dates: tuple[date, ...] = ()
    """The days by which parts of it are due before."""
    targets: tuple[Target, ...] = ()
    """The quantities that it promises, the main one first."""

    def due_by(self, due: DueDate) -> Self:
        """Return the task with a due date."""
        return replace(self, due_text=due.words, due_date=due.day, earlier_dates=due.earlier)

    @property
    def target(self) -> Target | None:
        """The main quantity."""
        return self.targets[0] if self.targets else None


@dataclass(frozen=True)
class Item:
    """One numbered entry; `number` is an integer, or text as printed."""

    number: int | str | None
    group: str | None
    title: str
    offices: tuple[Office, ...]
    tasks: tuple[Task, ...]
    line: int
    leader: str | None = None


@dataclass(frozen=True)
class Theme:
    """One section; without ordinal and title in a plan without sections."""

    ordinal: int | None
    title: str | None
    short_name: str | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Plan:
    """A plan; `unread` has the line number and text of everything that no field contains."""

    year: int | None
    title: str | None
    organisation: str | None
    themes: tuple[Theme, ...]
    unread: tuple[tuple[int, str], ...] = ()
    notes: tuple[str, ...] = ()


def plan_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON values, in the format of the command read-plan."""
    return {
        "year": plan.year,
        "title": plan.title,
        "organisation": plan.organisation,
        "themes": [
            {
                "ordinal": theme.ordinal,
                "title": theme.title,
                "short_name": theme.short_name,
                "items": [_item_json(item, has_year=plan.year is not None) for item in theme.items],
            }
            for theme in plan.themes
        ],
        "unread": [{"line": line, "text": text} for line, text in plan.unread],
        "notes": list(plan.notes),
    }


def _item_json(item: Item, *, has_year: bool) -> dict[str, Any]:
    """Return an item as JSON values; in a plan without a year, due dates are null."""
    return {
        "number": item.number,
        "group": item.group,
        "title": item.title,
        "offices": [asdict(office) for office in item.offices],
        **({"leader": item.leader} if item.leader else {}),
        "tasks": [_task_json(task, has_year=has_year) for task in item.tasks],
    }


def _task_json(task: Task, *, has_year: bool) -> dict[str, Any]:
    """Return a task as JSON values; offices and further targets only if it has its own."""
    target = task.target
    own: dict[str, Any] = {
        "text": task.text,
        "due_text": task.due_text,
        "due_date": task.due_date.isoformat() if task.due_date and has_year else None,
        "target_text": target.text if target else None,
        "target": _json_number(target.value) if target else None,
        "unit": target.unit if target else None,
    }
    if task.earlier_dates and task.due_date and has_year:
        days = (*task.earlier_dates, task.due_date)
        own["due_dates"] = [day.isoformat() for day in days]
    if len(task.targets) > 1:
        own["targets"] = [
            {"text": each.text, "target": _json_number(each.value), "unit": each.unit}
            for each in task.targets
        ]
    if task.offices is not None:
        own["offices"] = [asdict(office) for office in task.offices]
    return own


def _json_number(value: float | None) -> float | int | None:
    """Return a number, an integral one as an integer."""
    return int(value) if value is not None and value.is_integer() else value


def one_task_per_item(plan: Plan) -> Plan:
    """Return the plan with one task per item, for bureaus that track whole items."""
    themes = tuple(
        replace(theme, items=tuple(map(_whole_item, theme.items))) for theme in plan.themes
    )
    return replace(plan, themes=themes)


def _whole_item(item: Item) -> Item:
    """Merge an item's tasks into one, with the latest due date and all targets."""
    if len(item.tasks) < 2:
        return item
    due = max((task for task in item.tasks if task.due_date), key=_due_day, default=item.tasks[0])
    days = {day for task in item.tasks for day in (*task.earlier_dates, task.due_date) if day}
    whole = Task(
        text=";".join(task.text.rstrip("。") for task in item.tasks) + "。",
        line=item.line,
        due_text=due.due_text,
        due_date=due.due_date,
        earlier_dates=tuple(sorted(days - {due.due_date})),
        targets=tuple(target for task in item.tasks for target in task.targets),
    )
    return replace(item, tasks=(whole,))


def _due_day(task: Task) -> date:
    return task.due_date or date.min
