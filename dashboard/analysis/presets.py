"""Ready questions of free analysis, in the words that leaders use."""

from dataclasses import replace
from typing import Any, Final, NamedTuple

from dashboard.view.filters import Filters
from dashboard.view.screen_state import Screen


class ReadyQuestion(NamedTuple):
    """A question: its words, what it sets on the screen, and what it filters by."""

    words: str
    screen: dict[str, Any]
    filters: dict[str, Any] = {}  # noqa: RUF012  # a default of a tuple, never changed


READY: Final = (
    ReadyQuestion(
        "哪个股室完成得最好,哪个最差?",
        {"rows": "office", "measure": "completion_rate", "order": "-total"},
    ),
    ReadyQuestion(
        "各主题一个月一个月推进得怎样?",
        {"rows": "month", "columns": "theme", "measure": "average_progress"},
    ),
    ReadyQuestion(
        "每位分管领导名下,措施都是什么状态?",
        {"rows": "leader", "columns": "state", "measure": "tasks"},
    ),
    ReadyQuestion(
        "到期的高峰在哪个月,落在哪些股室?",
        {"rows": "office", "columns": "due_month", "measure": "tasks", "picture": "heat"},
    ),
    ReadyQuestion(
        "谁拖得最久?",
        {"rows": "office", "measure": "longest_overdue", "order": "-total", "top": 10},
    ),
    ReadyQuestion(
        "哪些主题做得完,却做不到按期?",
        {"rows": "theme", "measure": "on_time_rate", "order": "total"},
    ),
    ReadyQuestion(
        "比上个季度末,各股室的进度差是缩小了还是拉大了?",
        {"rows": "office", "measure": "gap", "order": "total", "compare": "quarter"},
    ),
    ReadyQuestion(
        "谁很久没有更新了?",
        {"rows": "office", "columns": "stale", "measure": "tasks", "picture": "stacked"},
    ),
    ReadyQuestion(
        "写明了数字的目标,达成了多少?",
        {"rows": "theme", "columns": "target", "measure": "tasks", "picture": "stacked"},
    ),
    ReadyQuestion(
        "哪些股室要靠别的股室配合?",
        {"rows": "office", "columns": "supporting", "measure": "tasks", "picture": "heat"},
    ),
    ReadyQuestion(
        "第三季度到期、还没有填报的,是哪位领导分管的?",
        {"rows": "leader", "columns": "stale", "measure": "tasks"},
        {"quarters": (3,)},
    ),
    ReadyQuestion(
        "未达序时最多的是哪几个事项?",
        {"rows": "item", "measure": "behind_schedule", "order": "-total", "top": 10, "share": 1},
    ),
)

_OWN: Final = ("rows", "columns", "measure", "picture", "top", "order", "share", "compare")
"""What a question sets: all that it does not name is as usual."""


def asked(question: ReadyQuestion, filters: Filters, screen: Screen) -> tuple[Filters, Screen]:
    """Return the view and the screen of a question on the day and the plan of another view."""
    usual = Screen()
    settings = {name: getattr(usual, name) for name in _OWN} | question.screen
    return replace(filters.cleared(), **question.filters), replace(screen, **settings)
