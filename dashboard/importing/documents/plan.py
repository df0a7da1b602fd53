"""The data model of a parsed plan: themes, items, tasks, offices, and the unread text."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from dashboard.importing.documents.offices import Office


@dataclass(frozen=True)
class Task:
    """One measure; `offices` is empty if those of its item apply."""

    text: str
    line: int
    offices: tuple[Office, ...] = ()
    due_text: str | None = None
    due_date: date | None = None
    target_text: str | None = None
    target: float | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Item:
    """One numbered entry; `number` is an integer, or text as printed."""

    number: int | str | None
    group: str | None
    title: str
    offices: tuple[Office, ...]
    tasks: tuple[Task, ...]
    line: int


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


_TASK_FIELDS = ("text", "due_text", "due_date", "target_text", "target", "unit")


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
        "tasks": [
            {word: _json_value(getattr(task, word)) for word in _TASK_FIELDS}
            | _own_offices(task)
            | ({} if has_year else {"due_date": None})
            for task in item.tasks
        ],
    }


def _own_offices(task: Task) -> dict[str, Any]:
    """Return the offices of a task as JSON; {} when those of its item apply."""
    return {"offices": [asdict(office) for office in task.offices]} if task.offices else {}


def _json_value(value: Any) -> Any:
    """Convert a value for JSON: dates as ISO text, integral floats as integers."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def one_task_per_item(plan: Plan) -> Plan:
    """Return the plan with one task per item, for bureaus that track whole items."""
    themes = tuple(
        replace(theme, items=tuple(map(_whole_item, theme.items))) for theme in plan.themes
    )
    return replace(plan, themes=themes)


def _whole_item(item: Item) -> Item:
    """Merge an item's tasks into one, with the latest due date and the first target."""
    if len(item.tasks) < 2:
        return item
    due = max((task for task in item.tasks if task.due_date), key=_due_day, default=item.tasks[0])
    promised = next((task for task in item.tasks if task.target is not None), item.tasks[0])
    whole = replace(
        promised,
        text=";".join(task.text.rstrip("。") for task in item.tasks) + "。",
        line=item.line,
        offices=(),
        due_text=due.due_text,
        due_date=due.due_date,
    )
    return replace(item, tasks=(whole,))


def _due_day(task: Task) -> date:
    return task.due_date or date.min
