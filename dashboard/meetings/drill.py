"""Drill-down from a slide: the slide that each step opens, and its filters."""

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
"""For each drill-down step: the kind of slide it opens, and the filter it sets, if any."""


def narrowed(view: Filters, step: Step) -> Filters:
    """Return the view after one drill-down step; a single task ignores the filters."""
    field = DRILLED[step.kind][1]
    if step.kind == "task":
        return view.cleared()
    if not field:
        return view
    chosen: Any = step.id if step.kind == "quarter" else step.value
    changes: dict[str, Any] = {field: (chosen,)}
    return replace(view, **changes)
