"""Which columns each table shows: a link may sort by no others. view/pages has its pages."""

from typing import Final, Literal, NamedTuple


class Shape(NamedTuple):
    """A table's columns in their order, and what a row opens."""

    columns: tuple[str, ...]
    opens: Literal["task", "item"] | None = None
    measures: tuple[str, ...] = ()
    """Which columns are numbers of several tasks: measures of the same names."""


SCREEN_TABLES: Final[dict[str, Shape]] = {
    "behind": Shape(
        (
            "number", "title", "lead_office", "state_words", "flags", "percent", "expected",
            "gap", "due_date", "problem", "next_step",
        ),
        "task",
    ),
    "profile_reports": Shape(
        ("reported_on", "number", "percent", "work_done", "problem", "next_step")
    ),
    "profile_tasks": Shape(
        (
            "number", "title", "state_words", "flags", "percent", "expected", "gap", "due_date",
            "last_reported_on", "problem", "next_step",
        ),
        "task",
    ),
    "items": Shape(
        (
            "theme", "item_number", "item", "lead_offices", "state_words", "average_progress",
            "average_expected", "gap", "finished", "tasks",
        ),
        "item",
        ("average_progress", "average_expected", "gap", "finished", "tasks"),
    ),
    "explained": Shape(
        (
            "counted", "number", "title", "lead_office", "state_words", "percent", "weight",
            "last_reported_on", "reported_by", "work_done", "expected", "flags", "due_date",
            "done_on",
        ),
        "task",
    ),
    "item_tasks": Shape(
        (
            "number", "title", "lead_office", "state_words", "flags", "percent", "expected",
            "gap", "due_date", "problem",
        ),
        "task",
    ),
    "completed": Shape(
        ("done_on", "on_time_words", "number", "title", "lead_office", "due_date", "evidence"),
        "task",
    ),
    "slipped": Shape(
        (
            "due_date", "number", "title", "lead_office", "state_words", "flags", "percent",
            "done_on", "problem", "next_step",
        ),
        "task",
    ),
    "tasks": Shape(
        (
            "number", "theme", "title", "lead_office", "support_offices", "leader",
            "state_words", "flags", "percent", "expected", "gap", "due_date", "done_on",
            "last_reported_on", "problem", "next_step",
        ),
        "task",
    ),
    "comparison": Shape(
        (
            "row_label",
            *(
                f"{measure}{side}"
                for measure in (
                    "completion_rate", "average_progress", "gap", "behind_schedule",
                    "on_schedule_rate", "reporting_rate",
                )
                for side in ("", "_reference", "_difference")
            ),
        ),
    ),
    "history": Shape(
        (
            "reported_on", "percent", "flags", "work_done", "problem", "next_step", "evidence",
            "reported_by",
        ),
    ),
}  # fmt: skip
"""Each table by the name that a link calls it."""
