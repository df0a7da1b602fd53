"""The tables of a ledger as files: their columns, what each may hold, and what it refers to."""

from dataclasses import dataclass
from typing import Final, Literal

from dashboard.core.slide_kinds import SLIDES

Kind = Literal["integer", "number", "text", "date", "moment", "flag"]

KIND_WORDS: Final[dict[Kind, str]] = {
    "integer": "整数",
    "number": "数字",
    "text": "文字",
    "date": "日期,如 2023-03-31",
    "moment": "时间,如 2023-03-31T17:20:00",
    "flag": "true 或 false",
}


@dataclass(frozen=True)
class Column:
    """What one column of a file may hold; `refers_to` is the table whose key it must name."""

    kind: Kind
    required: bool = True
    refers_to: str | None = None
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    is_later: bool = False
    """A later version added it: the files of earlier ones lack it."""
    is_empty: bool = False
    """An empty field is an empty text, not a missing one."""


INTEGER, NUMBER, TEXT = Column("integer"), Column("number"), Column("text")
DATE, MOMENT, FLAG = Column("date"), Column("moment"), Column("flag")
MAYBE_NUMBER, MAYBE_TEXT = Column("number", required=False), Column("text", required=False)
MAYBE_DATE, MAYBE_MOMENT = Column("date", required=False), Column("moment", required=False)
PERCENT = Column("number", least=0, most=100)
MAYBE_PERCENT = Column("number", required=False, least=0, most=100)
EMPTY_TEXT = Column("text", required=False, is_empty=True)
ROLE = Column("text", choices=("lead", "support"))
TARGETS: Final = {
    "target": MAYBE_NUMBER,
    "unit": MAYBE_TEXT,
    "target_text": MAYBE_TEXT,
    "q1_target": MAYBE_PERCENT,
    "q2_target": MAYBE_PERCENT,
    "q3_target": MAYBE_PERCENT,
    "q4_target": MAYBE_PERCENT,
}


def key(table: str) -> Column:
    """Return a column that holds the key of another table."""
    return Column("integer", refers_to=table)


TABLES: Final[dict[str, dict[str, Column]]] = {
    "plan": {
        "year": Column("integer", least=1949, most=2999),
        "title": TEXT,
        "organisation": TEXT,
        "is_demo": FLAG,
    },
    "theme": {
        "theme_id": INTEGER,
        "year": key("plan"),
        "ordinal": INTEGER,
        "title": TEXT,
        "short_name": TEXT,
    },
    "office": {"office_id": INTEGER, "ordinal": INTEGER, "name": TEXT},
    "item": {
        "item_id": INTEGER,
        "theme_id": key("theme"),
        "ordinal": INTEGER,
        "number": TEXT,
        "title": TEXT,
        "group_title": Column("text", required=False, is_later=True),
    },
    "task": {
        "task_id": INTEGER,
        "item_id": key("item"),
        "ordinal": INTEGER,
        "number": TEXT,
        "title": TEXT,
        "text": TEXT,
        "leader": MAYBE_TEXT,
        "start_date": DATE,
        "due_date": DATE,
        "weight": NUMBER,
        **TARGETS,
        "recorded_at": MOMENT,
    },
    "task_office": {
        "task_id": key("task"),
        "office_id": key("office"),
        "role": ROLE,
        "ordinal": INTEGER,
    },
    "progress": {
        "progress_id": INTEGER,
        "task_id": key("task"),
        "reported_on": DATE,
        "percent": PERCENT,
        "work_done": MAYBE_TEXT,
        "problem": MAYBE_TEXT,
        "next_step": MAYBE_TEXT,
        "evidence": MAYBE_TEXT,
        "reported_by": MAYBE_TEXT,
        "recorded_at": MOMENT,
    },
    "adjustment": {
        "adjustment_id": INTEGER,
        "task_id": key("task"),
        "adjusted_on": DATE,
        "kind": Column("text", choices=("cancel", "change")),
        "reason": TEXT,
        "document_number": MAYBE_TEXT,
        "start_date": MAYBE_DATE,
        "due_date": MAYBE_DATE,
        "weight": MAYBE_NUMBER,
        **TARGETS,
        "recorded_at": MOMENT,
    },
    "adjustment_office": {
        "adjustment_id": key("adjustment"),
        "office_id": key("office"),
        "role": ROLE,
        "ordinal": INTEGER,
    },
    "verification": {
        "verification_id": INTEGER,
        "task_id": key("task"),
        "verified_on": DATE,
        "verified_by": MAYBE_TEXT,
        "note": MAYBE_TEXT,
        "recorded_at": MOMENT,
    },
    "setting": {"name": TEXT, "value": NUMBER, "description": TEXT},
    "office_alias": {"alias": TEXT, "office_name": TEXT},
    "theme_name": {"pattern": TEXT, "short_name": TEXT, "ordinal": INTEGER},
    "import_log": {
        "import_id": INTEGER,
        "imported_at": MOMENT,
        "imported_by": MAYBE_TEXT,
        "file_name": TEXT,
        "digest": TEXT,
        "kind": Column("text", choices=("plan", "ledger", "progress")),
        "year": INTEGER,
        "count_new": INTEGER,
        "count_changed": INTEGER,
        "count_unchanged": INTEGER,
        "count_missing": INTEGER,
        "undone_at": MAYBE_MOMENT,
        "undone_by": MAYBE_TEXT,
        "program_version": Column("text", required=False, is_later=True),
    },
    "agenda": {
        "agenda_id": INTEGER,
        "name": TEXT,
        "recorded_at": MOMENT,
        "deleted_at": MAYBE_MOMENT,
    },
    "agenda_slide": {
        "agenda_id": key("agenda"),
        "recorded_at": MOMENT,
        "ordinal": INTEGER,
        "slide_key": TEXT,
        "kind": Column("text", choices=tuple(SLIDES)),
        "title": MAYBE_TEXT,
        "words": EMPTY_TEXT,
        "is_shown": FLAG,
    },
    "meeting": {
        "meeting_id": INTEGER,
        "year": key("plan"),
        "held_on": DATE,
        "name": TEXT,
        "agenda_id": Column("integer", required=False, refers_to="agenda"),
        "as_of": DATE,
        "recorded_at": MOMENT,
        "deleted_at": MAYBE_MOMENT,
    },
    "decision": {
        "decision_id": INTEGER,
        "meeting_id": key("meeting"),
        "text": TEXT,
        "office": TEXT,
        "due_date": DATE,
        "task_id": Column("integer", required=False, refers_to="task"),
        "recorded_at": MOMENT,
    },
    "decision_report": {
        "decision_report_id": INTEGER,
        "decision_id": key("decision"),
        "reported_on": DATE,
        "status": Column("text", choices=("open", "done", "withdrawn")),
        "note": MAYBE_TEXT,
        "recorded_at": MOMENT,
    },
    "saved_view": {
        "view_id": INTEGER,
        "name": TEXT,
        "page": EMPTY_TEXT,
        "words": EMPTY_TEXT,
        "recorded_at": MOMENT,
        "deleted_at": MAYBE_MOMENT,
    },
}
"""Every table that a ledger's files hold, parents before children."""

PLAN_TABLES: Final = ("plan", "theme", "office", "item", "task", "task_office")
"""What no folder of a ledger may lack; the other tables may be empty, or older than their file."""

MEETING_TABLES: Final = (
    "agenda",
    "agenda_slide",
    "meeting",
    "decision",
    "decision_report",
    "saved_view",
)

OWN_TABLES: Final = ("setting", "office_alias", "theme_name", "import_log", *MEETING_TABLES)
"""What belongs to the bureau and to no plan: it outlives the demo, and imports taken back. Only the
demo's own meetings go with the demo."""

UNIQUE: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
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
"""The columns that together name a row once; the first are the table's key."""
