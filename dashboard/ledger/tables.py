"""The tables of a ledger: their columns, the allowed values and the foreign keys."""

from dataclasses import dataclass
from typing import Final, Literal

from dashboard.core.school_calendar import EVENTS
from dashboard.core.slide_kinds import SLIDES

ColumnKind = Literal["integer", "number", "text", "date", "moment", "flag"]

COLUMN_KIND_WORDS: Final[dict[ColumnKind, str]] = {
    "integer": "整数",
    "number": "数字",
    "text": "文字",
    "date": "日期,如 2023-03-31",
    "moment": "时间,如 2023-03-31T17:20:00",
    "flag": "true 或 false",
}


@dataclass(frozen=True)
class Column:
    """The type and rules of one column; `refers_to` is the table of its foreign key."""

    kind: ColumnKind
    required: bool = True
    refers_to: str | None = None
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    is_later: bool = False
    """Added by a later version, so that older files lack it."""
    is_empty: bool = False
    """An empty field means an empty string, not a missing value."""


_INTEGER, _NUMBER, _TEXT = Column("integer"), Column("number"), Column("text")
_DATE, _MOMENT, _FLAG = Column("date"), Column("moment"), Column("flag")
_MAYBE_NUMBER, _MAYBE_TEXT = Column("number", required=False), Column("text", required=False)
_MAYBE_DATE, _MAYBE_MOMENT = Column("date", required=False), Column("moment", required=False)
_PERCENT = Column("number", least=0, most=100)
_MAYBE_PERCENT = Column("number", required=False, least=0, most=100)
_EMPTY_TEXT = Column("text", required=False, is_empty=True)
_ROLE = Column("text", choices=("lead", "support"))
_TARGETS: Final = {
    "target": _MAYBE_NUMBER,
    "unit": _MAYBE_TEXT,
    "target_text": _MAYBE_TEXT,
    "q1_target": _MAYBE_PERCENT,
    "q2_target": _MAYBE_PERCENT,
    "q3_target": _MAYBE_PERCENT,
    "q4_target": _MAYBE_PERCENT,
}


def _key(table: str) -> Column:
    """Return a foreign key column."""
    return Column("integer", refers_to=table)


LEDGER_TABLES: Final[dict[str, dict[str, Column]]] = {
    "plan": {
        "year": Column("integer", least=1949, most=2999),
        "title": _TEXT,
        "organisation": _TEXT,
        "is_demo": _FLAG,
    },
    "theme": {
        "theme_id": _INTEGER,
        "year": _key("plan"),
        "ordinal": _INTEGER,
        "title": _TEXT,
        "short_name": _TEXT,
    },
    "office": {"office_id": _INTEGER, "ordinal": _INTEGER, "name": _TEXT},
    "item": {
        "item_id": _INTEGER,
        "theme_id": _key("theme"),
        "ordinal": _INTEGER,
        "number": _TEXT,
        "title": _TEXT,
        "group_title": Column("text", required=False, is_later=True),
    },
    "task": {
        "task_id": _INTEGER,
        "item_id": _key("item"),
        "ordinal": _INTEGER,
        "number": _TEXT,
        "title": _TEXT,
        "text": _TEXT,
        "leader": _MAYBE_TEXT,
        "start_date": _DATE,
        "due_date": _DATE,
        "weight": _NUMBER,
        **_TARGETS,
        "recorded_at": _MOMENT,
    },
    "task_office": {
        "task_id": _key("task"),
        "office_id": _key("office"),
        "role": _ROLE,
        "ordinal": _INTEGER,
    },
    "progress": {
        "progress_id": _INTEGER,
        "task_id": _key("task"),
        "reported_on": _DATE,
        "percent": _PERCENT,
        "work_done": _MAYBE_TEXT,
        "problem": _MAYBE_TEXT,
        "next_step": _MAYBE_TEXT,
        "evidence": _MAYBE_TEXT,
        "reported_by": _MAYBE_TEXT,
        "recorded_at": _MOMENT,
    },
    "adjustment": {
        "adjustment_id": _INTEGER,
        "task_id": _key("task"),
        "adjusted_on": _DATE,
        "kind": Column("text", choices=("cancel", "change")),
        "reason": _TEXT,
        "document_number": _MAYBE_TEXT,
        "start_date": _MAYBE_DATE,
        "due_date": _MAYBE_DATE,
        "weight": _MAYBE_NUMBER,
        **_TARGETS,
        "recorded_at": _MOMENT,
    },
    "adjustment_office": {
        "adjustment_id": _key("adjustment"),
        "office_id": _key("office"),
        "role": _ROLE,
        "ordinal": _INTEGER,
    },
    "verification": {
        "verification_id": _INTEGER,
        "task_id": _key("task"),
        "verified_on": _DATE,
        "verified_by": _MAYBE_TEXT,
        "note": _MAYBE_TEXT,
        "recorded_at": _MOMENT,
    },
    "setting": {"name": _TEXT, "value": _NUMBER, "description": _TEXT},
    "office_alias": {"alias": _TEXT, "office_name": _TEXT},
    "theme_name": {"pattern": _TEXT, "short_name": _TEXT, "ordinal": _INTEGER},
    "calendar_day": {"event": Column("text", choices=EVENTS), "day": _DATE},
    "import_log": {
        "import_id": _INTEGER,
        "imported_at": _MOMENT,
        "imported_by": _MAYBE_TEXT,
        "file_name": _TEXT,
        "digest": _TEXT,
        "kind": Column("text", choices=("plan", "ledger", "progress")),
        "year": _INTEGER,
        "count_new": _INTEGER,
        "count_changed": _INTEGER,
        "count_unchanged": _INTEGER,
        "count_missing": _INTEGER,
        "undone_at": _MAYBE_MOMENT,
        "undone_by": _MAYBE_TEXT,
        "program_version": Column("text", required=False, is_later=True),
        "backup": Column("text", required=False, is_later=True),
    },
    "agenda": {
        "agenda_id": _INTEGER,
        "name": _TEXT,
        "recorded_at": _MOMENT,
        "deleted_at": _MAYBE_MOMENT,
    },
    "agenda_slide": {
        "agenda_id": _key("agenda"),
        "recorded_at": _MOMENT,
        "ordinal": _INTEGER,
        "slide_key": _TEXT,
        "kind": Column("text", choices=tuple(SLIDES)),
        "title": _MAYBE_TEXT,
        "words": _EMPTY_TEXT,
        "is_shown": _FLAG,
    },
    "meeting": {
        "meeting_id": _INTEGER,
        "year": _key("plan"),
        "held_on": _DATE,
        "name": _TEXT,
        "agenda_id": Column("integer", required=False, refers_to="agenda"),
        "as_of": _DATE,
        "recorded_at": _MOMENT,
        "deleted_at": _MAYBE_MOMENT,
    },
    "decision": {
        "decision_id": _INTEGER,
        "meeting_id": _key("meeting"),
        "text": _TEXT,
        "office": _TEXT,
        "due_date": _DATE,
        "task_id": Column("integer", required=False, refers_to="task"),
        "recorded_at": _MOMENT,
    },
    "decision_report": {
        "decision_report_id": _INTEGER,
        "decision_id": _key("decision"),
        "reported_on": _DATE,
        "status": Column("text", choices=("open", "done", "withdrawn")),
        "note": _MAYBE_TEXT,
        "recorded_at": _MOMENT,
    },
    "saved_view": {
        "view_id": _INTEGER,
        "name": _TEXT,
        "page": _EMPTY_TEXT,
        "words": _EMPTY_TEXT,
        "recorded_at": _MOMENT,
        "deleted_at": _MAYBE_MOMENT,
    },
}
"""Every table that is stored as a file, parents before children."""

UNSTORED_TABLES: Final = ("task_search", "import_change", "row_version", "write_mark")
"""The other tables of a ledger that hold what is not worked out anew when it is opened."""

PLAN_TABLES: Final = ("plan", "theme", "office", "item", "task", "task_office")
"""The required files of a ledger folder; other tables may be empty or newer than the folder."""

MEETING_TABLES: Final = (
    "agenda",
    "agenda_slide",
    "meeting",
    "decision",
    "decision_report",
    "saved_view",
)

OWN_TABLES: Final = (
    "setting",
    "office_alias",
    "theme_name",
    "calendar_day",
    "import_log",
    *MEETING_TABLES,
)
"""The tables that belong to the bureau, not to a plan: kept when the demo is replaced or an
import is undone. Only the demo's own meetings are removed with the demo."""

UNIQUE_KEYS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "plan": (("year",),),
    "theme": (("theme_id",), ("year", "ordinal"), ("year", "short_name")),
    "office": (("office_id",), ("ordinal",), ("name",)),
    "item": (("item_id",), ("theme_id", "ordinal")),
    "task": (("task_id",), ("item_id", "ordinal")),
    "task_office": (("task_id", "office_id"),),
    "progress": (("progress_id",),),
    "adjustment": (("adjustment_id",),),
    "adjustment_office": (("adjustment_id", "office_id"),),
    "verification": (("verification_id",),),
    "setting": (("name",),),
    "office_alias": (("alias",),),
    "theme_name": (("ordinal",), ("pattern",)),
    "calendar_day": (("event", "day"),),
    "import_log": (("import_id",),),
    "agenda": (("agenda_id",),),
    "agenda_slide": (
        ("agenda_id", "recorded_at", "slide_key"),
        ("agenda_id", "recorded_at", "ordinal"),
    ),
    "meeting": (("meeting_id",),),
    "decision": (("decision_id",),),
    "decision_report": (("decision_report_id",),),
    "saved_view": (("view_id",),),
}
"""The unique keys of each table; the first one is its primary key."""
