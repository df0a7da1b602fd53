"""The answer of an analysis as a table: its lines in order, their totals, and what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.analysis import crosstab_query
from dashboard.analysis.comparison import Reference
from dashboard.core import dimensions, measures
from dashboard.core.dimensions import DIMENSIONS
from dashboard.core.labels import percent
from dashboard.core.measures import MEASURES
from dashboard.core.periods import month_end, quarter_end, quarter_of
from dashboard.view.screen_state import Screen

TIMES: Final = ("month", "quarter_end", "due_quarter", "due_month", "done_quarter", "done_month")
"""Dimensions that run through the year."""

_MOST_STACKED: Final = 10
"""The most columns whose colours can be distinguished in one bar."""


@dataclass(frozen=True)
class Number:
    """One number: its value, its upper and lower part, its share of the whole, its reference."""

    value: float | None
    part: float | None = None
    of: int = 0
    share: float | None = None
    reference: float | None = None
    reference_part: float | None = None
    reference_of: int = 0
    difference: float | None = None


@dataclass(frozen=True)
class Line:
    """A row, or a column without its numbers: the name in links, the label, the place in order."""

    name: str
    label: str
    place: int
    numbers: Mapping[str, Number]
    """By the names of the columns."""
    total: Number | None = None


@dataclass(frozen=True)
class Table:
    """Measures by rows and columns; the totals are of all rows, those left out included."""

    rows_by: str
    columns_by: str
    measure: str
    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    whole: Number | None
    every: tuple[Line, ...] = ()
    """All rows in the order of their places, those that are not shown included."""
    reference: Reference | None = None
    """What its numbers are compared with."""

    def difference(self, number: Number) -> str:
        """Return how a number differs from what it is compared with, in words."""
        words = self.reference.words_of_change if self.reference else measures.OVER_TIME
        return measures.difference_words(self.measure, number.difference, words)

    @property
    def left_out(self) -> int:
        """How many rows are not shown."""
        return len(self.every) - len(self.rows)

    def cells(self, row: Line | None, column: Line | None = None) -> list[str]:
        """Return what a number is about, as a link names it."""
        found = [f"{self.rows_by}:{row.name}"] if row else []
        return found + ([f"{self.columns_by}:{column.name}"] if column else [])


def columns_by(screen: Screen) -> str:
    """Return the dimension of the columns, none where it cannot cross that of the rows."""
    both_moments = all(each and DIMENSIONS[each].moment for each in (screen.rows, screen.columns))
    return "" if screen.columns == screen.rows or both_moments else screen.columns


def tabulated(
    frame: pd.DataFrame,
    screen: Screen,
    days: Mapping[int, date],
    reference: Reference | None = None,
) -> Table:
    """Return the rows of analysis.crosstab as a table, ordered and cut as the screen says.

    days are those of the moments that the table looks at, reference is what it is compared with.
    """
    by_rows, by_columns, measure = screen.rows, columns_by(screen), screen.measure
    records: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]
    columns = {
        str(each["column_name"]): line(by_columns, each, "column", days)
        for each in records
        if each["level"] == crosstab_query.OF_COLUMN
    }
    whole, found, numbers = None, dict[str, Line](), dict[str, dict[str, Number]]()
    for each in records:
        number = _number_of(each, measure)
        match each["level"]:
            case crosstab_query.CELL:
                numbers.setdefault(str(each["row_name"]), {})[str(each["column_name"])] = number
            case crosstab_query.OF_ROW:
                name = str(each["row_name"])
                found[name] = replace(line(by_rows, each, "row", days), total=number)
            case crosstab_query.OF_COLUMN:
                name = str(each["column_name"])
                columns[name] = replace(columns[name], total=number)
            case crosstab_query.WHOLE:
                whole = number
    rows = [replace(row, numbers=numbers.get(name, {})) for name, row in found.items()]
    kept = _ordered(rows, screen.order)[: screen.top]
    return Table(
        by_rows, by_columns, measure, tuple(columns.values()), tuple(kept), whole,
        tuple(_ordered(rows, "")), reference,
    )  # fmt: skip


def line(dimension: str, record: Mapping[str, Any], side: str, days: Mapping[int, date]) -> Line:
    """Return a row or a column of the answer without its numbers."""
    name, place = str(record[f"{side}_name"]), int(record[f"{side}_place"])
    label = dimensions.word(dimension, name, str(record[f"{side}_label"]))
    return Line(name, _moment_label(dimension, label, days.get(place)), place, {})


def _moment_label(dimension: str, label: str, day: date | None) -> str:
    """Return the label of a moment; one within its month or quarter is named by its day."""
    kind = DIMENSIONS[dimension].moment
    if not kind or day is None:
        return label
    end = quarter_end(day.year, quarter_of(day))
    if kind == "month":
        end = month_end(day.year, day.month)
    return label if day == end else f"{day.month}月{day.day}日"


def _number_of(record: Mapping[str, Any], measure: str) -> Number:
    """Return one number of the answer, missing values as None."""

    def value(suffix: str) -> float | None:
        found = record.get(f"{measure}{suffix}")
        return None if found is None or pd.isna(found) else float(found)

    return Number(
        value(""), value("_part"), int(value("_of") or 0), value("_share"), value("_reference"),
        value("_reference_part"), int(value("_reference_of") or 0), value("_difference"),
    )  # fmt: skip


def _ordered(rows: Sequence[Line], order: str) -> list[Line]:
    """Return the rows by their place, their total or a column; missing numbers come last."""
    by, _, column = order.removeprefix("-").partition(":")
    downwards = order.startswith("-")
    if by in ("", "label"):
        return sorted(rows, key=lambda row: row.place, reverse=downwards)
    numbers = [row.total if by == "total" else row.numbers.get(column) for row in rows]
    values = [
        (number.value if number else None, row) for number, row in zip(numbers, rows, strict=True)
    ]
    given = [(value, row) for value, row in values if value is not None]
    given.sort(key=lambda pair: pair[0], reverse=downwards)
    return [row for _, row in given] + [row for value, row in values if value is None]


def next_order(order: str, by: str) -> str:
    """Return the order after a click on a heading: greatest first, least first, as it was."""
    return {f"-{by}": by, by: ""}.get(order, f"-{by}")


def pictures(screen: Screen) -> tuple[str, ...]:
    """Return the pictures that suit a table, the one that shows it best first."""
    columns, is_sum = columns_by(screen), measures.adds_up(screen.measure)
    runs = screen.rows in TIMES or columns in TIMES
    is_moment = any(DIMENSIONS[each].moment for each in (screen.rows, columns) if each)
    suited = {
        "line": runs,
        "stacked": bool(columns) and is_sum and not is_moment,
        "heat": bool(columns),
        "bars": True,
        "tree": not is_moment,
    }
    return (*(name for name, suits in suited.items() if suits), "none")


def can_share(screen: Screen) -> bool:
    """Whether the table's numbers are parts of its whole."""
    is_moment = any(DIMENSIONS[each].moment for each in (screen.rows, columns_by(screen)) if each)
    return measures.adds_up(screen.measure) and not is_moment


def picture(screen: Screen, table: Table) -> str:
    """Return the picture to draw: the one asked for if it suits, else the best."""
    suited = pictures(screen)
    if screen.picture in suited:
        return screen.picture
    if suited[0] == "stacked" and len(table.columns) > _MOST_STACKED:
        return "heat"
    return suited[0]


def text(table: Table, number: Number | None) -> str:
    """Return a number as the table shows it: without its unit, which is written below once."""
    if number is None:
        return "—"
    words = measures.shown(table.measure, number.value, number.part, number.of)
    return words.removesuffix(f" {MEASURES[table.measure].unit}")


def reference_text(table: Table, number: Number | None) -> str:
    """Return what a number is compared with as the table shows it; empty when there is nothing."""
    if number is None or number.reference is None:
        return ""
    then = Number(number.reference, number.reference_part, number.reference_of)
    return text(table, then)


def sentence(table: Table) -> str:
    """Return what the rows prove: how it ran, or who is first and who last."""
    label = MEASURES[table.measure].label
    given = [row for row in table.every if row.total and row.total.value is not None]
    if not given or table.whole is None:
        return f"{label}:没有可比的措施"
    if table.reference and (words := _change_sentence(table, given)):
        return words
    if table.rows_by in TIMES and DIMENSIONS[table.rows_by].moment and len(given) > 1:
        first, last = given[0], given[-1]
        return f"{label}从{first.label} {_brief(table, first)} 到{last.label} {_brief(table, last)}"
    inner = _ordered(given, "total")
    least, best = inner[0], inner[-1]
    if _brief(table, best) == _brief(table, least):
        return f"{len(given)} 个{word_of_rows(table)}的{label}都是 {_brief(table, best)}"
    if measures.adds_up(table.measure):
        share = f",占 {percent(100 * best.total.share)}" if best.total and best.total.share else ""
        return f"{_who(table, given, best)}的{label}最多:{_brief(table, best)}{share}"
    return (
        f"{_who(table, given, best)}的{label}最高({_brief(table, best)}),"
        f"{_who(table, given, least)}最低({_brief(table, least)})"
    )


def _change_sentence(table: Table, rows: Sequence[Line]) -> str:
    """Return between which rows the differences lie; empty when there are none."""
    known = [
        (row.total.difference, row.label, row.total)
        for row in rows
        if row.total and row.total.difference is not None
    ]
    known.sort(key=lambda each: each[:2])
    code = table.measure
    if table.reference is None or all(measures.is_level(code, value) for value, *_ in known):
        return ""
    ends = [known[0], known[-1]] if len(known) > 1 else known
    changes = ",".join(f"{label} {table.difference(number)}" for _, label, number in ends)
    return f"{MEASURES[code].label}较{table.reference.brief}:{changes}"


def _who(table: Table, rows: Sequence[Line], first: Line) -> str:
    """Return whose a number is, and of how many others it is, too."""
    same = sum(_brief(table, row) == _brief(table, first) for row in rows)
    return first.label if same == 1 else f"{first.label}等 {same} 个"


def word_of_rows(table: Table) -> str:
    return DIMENSIONS[table.rows_by].label.partition("(")[0]


def _brief(table: Table, row: Line) -> str:
    """Return a row's total in few letters."""
    return measures.brief(table.measure, row.total.value if row.total else None)
