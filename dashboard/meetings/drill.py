"""The way down from a slide: what each step opens, and which tasks it keeps."""

from dataclasses import replace
from typing import Any, Final

from dashboard.view.filters import Filters
from dashboard.view.steps import Step

DRILLED: Final = {
    "office": ("profile", "offices"),
    "theme": ("theme", "themes"),
    "item": ("tasks", ""),
    "state": ("tasks", "states"),
    "quarter": ("tasks", "quarters"),
    "task": ("task", ""),
    "number": ("number", ""),
}
"""What one step of the way down opens: the kind of slide, and the filter that it sets, if any."""


def narrowed(view: Filters, step: Step) -> Filters:
    """Return the view one step down; a task is shown whatever the filters keep."""
    field = DRILLED[step.kind][1]
    if step.kind == "task":
        return view.cleared()
    if not field:
        return view
    chosen: Any = step.id if step.kind == "quarter" else step.value
    changes: dict[str, Any] = {field: (chosen,)}
    return replace(view, **changes)
