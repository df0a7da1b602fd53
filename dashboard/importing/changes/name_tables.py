"""Validate the tables that a bureau edits: aliases of offices, short names of themes, calendar."""

from collections import Counter
from collections.abc import Collection, Sequence

import pandas as pd

from dashboard.core.clean_text import clean_text, name_key
from dashboard.core.errors import InputError, Problem
from dashboard.core.school_calendar import EVENT_WORDS
from dashboard.importing.changes.theme_names import LONGEST_SHORT_NAME
from dashboard.ledger.rows import Row, records, table_frame


def check_aliases(given: pd.DataFrame, offices: Collection[str]) -> pd.DataFrame:
    """Validate alias and office_name; `offices` are those of the ledger.

    Raises:
        InputError: with every problem of every row.
    """
    rows = _filled_rows(given, ["alias", "office_name"])
    aliases = {name_key(row["alias"]) for row in rows}
    own = {name_key(name) for name in offices}
    problems = _missing_problems(rows, {"alias": "简称", "office_name": "股室名称"})
    problems += _repeated_problems(rows, "alias", "简称")
    for at, row in enumerate(rows, 1):
        if row["alias"] and name_key(row["alias"]) in own:
            problems.append(
                Problem(f"第 {at} 行简称", "不是股室本名的简称", f"股室“{row['alias']}”")
            )
        if row["office_name"] and name_key(row["office_name"]) in aliases:
            problems.append(
                Problem(f"第 {at} 行股室名称", "股室的全称", f"简称“{row['office_name']}”")
            )
    return _checked_frame("office_alias", "股室简称表", rows, problems)


def check_theme_names(given: pd.DataFrame) -> pd.DataFrame:
    """Validate pattern and short_name, and add the ordinal in the order of the rows.

    Raises:
        InputError: with every problem of every row.
    """
    rows = _filled_rows(given, ["pattern", "short_name"])
    problems = _missing_problems(rows, {"pattern": "标题中的词", "short_name": "主题简称"})
    problems += _repeated_problems(rows, "pattern", "标题中的词")
    problems += [
        Problem(
            f"第 {at} 行主题简称",
            f"不超过 {LONGEST_SHORT_NAME} 个字的简称",
            f"“{row['short_name']}”",
        )
        for at, row in enumerate(rows, 1)
        if len(row["short_name"] or "") > LONGEST_SHORT_NAME
    ]
    ordered = [{**row, "ordinal": ordinal} for ordinal, row in enumerate(rows, 1)]
    return _checked_frame("theme_name", "主题简称表", ordered, problems)


def check_calendar(given: pd.DataFrame) -> pd.DataFrame:
    """Validate event and day: no event twice in a calendar year.

    Raises:
        InputError: with every problem of every row.
    """
    rows = [row for row in records(given) if row["event"] or row["day"]]
    problems = _missing_problems(rows, {"event": "校历日", "day": "日期"})
    years = Counter((row["event"], row["day"].year) for row in rows if row["event"] and row["day"])
    problems += [
        Problem(
            f"第 {at} 行校历日",
            "一年一个日期",
            f"重复的“{EVENT_WORDS[row['event']]}”({row['day'].year} 年)",
        )
        for at, row in enumerate(rows, 1)
        if row["event"] and row["day"] and years[row["event"], row["day"].year] > 1
    ]
    return _checked_frame("calendar_day", "校历", rows, problems)


def _filled_rows(given: pd.DataFrame, names: Sequence[str]) -> list[Row]:
    """Return the rows that are not empty, with their texts stripped."""
    rows = [
        {name: clean_text(str(row.get(name) or "")).strip() for name in names}
        for row in records(given)
    ]
    return [row for row in rows if any(row.values())]


def _missing_problems(rows: Sequence[Row], words: dict[str, str]) -> list[Problem]:
    return [
        Problem(f"第 {at} 行{word}", "内容", "空")
        for at, row in enumerate(rows, 1)
        for name, word in words.items()
        if not row[name]
    ]


def _repeated_problems(rows: Sequence[Row], name: str, word: str) -> list[Problem]:
    counts = Counter(name_key(row[name]) for row in rows)
    return [
        Problem(f"第 {at} 行{word}", "不重复的值", f"重复的“{row[name]}”")
        for at, row in enumerate(rows, 1)
        if row[name] and counts[name_key(row[name])] > 1
    ]


def _checked_frame(
    table: str, words: str, rows: Sequence[Row], problems: list[Problem]
) -> pd.DataFrame:
    """Return the rows as a frame of the table; raise InputError if there are problems."""
    if problems:
        raise InputError(f"{words}有 {len(problems)} 处问题,未保存:", problems)
    return table_frame(table, rows)
