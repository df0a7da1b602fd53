"""Validation of meeting records: each check returns its problems, and all are raised together."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

import duckdb

from dashboard.core.errors import InputError, Problem
from dashboard.core.slide_kinds import SLIDES
from dashboard.core.spelling import is_same_office, nearest_among
from dashboard.ledger.rows import Row, records
from dashboard.ledger.tables import UNIQUE_KEYS
from dashboard.meetings.agenda import AgendaSlide

LONGEST_NAME: Final = 60
LONGEST_TEXT: Final = 500
"""Characters of a decision or of a note on one; more does not fit on a slide."""

LONGEST_URL: Final = 8000
"""Characters of a query string; a view that lists every office of a county takes about 2,000."""

_MAX_SLIDES: Final = 60
FIRST_DAY, _LAST_DAY = date(1949, 1, 1), date(2999, 12, 31)
"""The range of the date picker."""

RECORD_LABELS: Final = {
    "agenda": "议程",
    "meeting": "会议",
    "decision": "议定事项",
    "saved_view": "常用视图",
}
_MAX_OFFERED: Final = 5
"""Valid values listed in a problem; a longer list would hide the problem itself."""


def raise_problems(what: str, problems: list[Problem]) -> None:
    """Raise one InputError with all problems; do nothing without any."""
    if problems:
        raise InputError(f"{what}未保存,请改正后重试:", problems)


def existing_row(connection: duckdb.DuckDBPyConnection, table: str, key: int) -> Row:
    """Return a row by its key.

    Raises:
        InputError: there is none, or it was deleted.
    """
    (column,) = UNIQUE_KEYS[table][0]
    for row in records(connection.table(table).df()):
        if row[column] == key and row.get("deleted_at") is None:
            return row
    raise InputError(
        f"没有编号为 {key} 的{RECORD_LABELS[table]},可能已被删除,未作改动;请刷新页面后重试。"
    )


def text_problems(where: str, text: str, most: int = LONGEST_NAME) -> list[Problem]:
    """Return the problem of a text that is empty or too long."""
    if 1 <= len(text) <= most:
        return []
    return [Problem(where, f"1 至 {most} 个字", f"{len(text)} 个字" if text else "空")]


def day_problems(where: str, day: date) -> list[Problem]:
    """Return the problem of a day outside the range of the date picker."""
    if FIRST_DAY <= day <= _LAST_DAY:
        return []
    return [Problem(where, "1949 年至 2999 年的日期", day.isoformat())]


def known_problems(
    where: str, value: object, known: Collection[object], expected: str = "账本中已有的值"
) -> list[Problem]:
    """Return the problem of an unknown value, with the nearest known one as a suggestion."""
    if value in known:
        return []
    texts = [str(each) for each in known]
    near = nearest_among(texts, is_same_office)(str(value))
    offered = f"({'、'.join(texts)})" if 1 <= len(texts) <= _MAX_OFFERED else ""
    return [Problem(where, f"{expected}{offered}", f"“{value}”", near)]


def free_name_problems(
    connection: duckdb.DuckDBPyConnection, table: str, name: str, but: int | None = None
) -> list[Problem]:
    """Return the problem of an invalid or taken name; the row `but` itself may have the name."""
    where = f"{RECORD_LABELS[table]}名称"
    problems = text_problems(where, name)
    (column,) = UNIQUE_KEYS[table][0]
    taken = any(
        row["name"] == name and row["deleted_at"] is None and row[column] != but
        for row in records(connection.table(table).df())
    )
    return [*problems, Problem(where, "没有用过的名称", f"已有的“{name}”")] if taken else problems


def slide_problems(slides: Sequence[AgendaSlide]) -> list[Problem]:
    """Return the problems of slides that are not a valid agenda."""
    problems = [
        problem
        for at, slide in enumerate(slides, 1)
        for problem in _one_slide_problems(f"第 {at} 页", slide)
    ]
    repeated = [key for key, times in Counter(slide.key for slide in slides).items() if times > 1]
    problems += [Problem("议程", "不重复的页", f"重复的“{key}”") for key in repeated]
    if not any(slide.is_shown for slide in slides):
        problems.append(Problem("议程", "至少一页是显示的", "没有显示的页"))
    if len(slides) > _MAX_SLIDES:
        problems.append(Problem("议程", f"不超过 {_MAX_SLIDES} 页", f"{len(slides)} 页"))
    return problems


def _one_slide_problems(where: str, slide: AgendaSlide) -> list[Problem]:
    problems = known_problems(f"{where}类型", slide.kind, SLIDES, "可用的值")
    problems += text_problems(f"{where}标题", slide.title) if slide.title else []
    problems += text_problems(f"{where}筛选条件", slide.words, LONGEST_URL) if slide.words else []
    return problems
