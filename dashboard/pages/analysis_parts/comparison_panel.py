"""与……相比: a table of the page's own rows, each number now, then, and by how much it differs."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from dashboard.analysis import crosstab_query
from dashboard.analysis.comparison import Reference, short
from dashboard.core import dimensions, measures
from dashboard.core.dimensions import DIMENSIONS
from dashboard.core.marks import Mark
from dashboard.core.measures import MEASURES
from dashboard.pages.answers import comparisons, crosstabs
from dashboard.pages.base import session
from dashboard.pages.base.text import escaped
from dashboard.pages.components import crosstab_table
from dashboard.pages.components.crosstab_table import Group, Heading, TableRow, Value
from dashboard.view.filters import Filters
from dashboard.view.screen_state import Screen
from dashboard.view.table_order import sorted_rows

_KIND: Final = "comparison"
"""What a link calls the table when it orders it."""

_HEIGHT: Final = "75vh"

_SIDES: Final = ("", "_reference", "_difference")
"""What is added to a measure's name for the number now, the one compared with, the difference."""

COMPARED_MEASURES: Final = {
    "cell": (
        "completion_rate",
        "average_progress",
        "gap",
        "behind_schedule",
        "reporting_rate",
    ),
    "total": (
        "completion_rate",
        "average_progress",
        "gap",
        "on_schedule_rate",
        "reporting_rate",
    ),
}
"""The measures of the table: a part and the whole have rates in common, but no counts."""

_FIRST: Final = ("completion_rate", "average_progress")
"""What the heading says of the total."""


def place_comparison(filters: Filters, rows: str) -> None:
    """Place the comparison that the switch asks for, by a dimension; without one only the total."""
    chosen = comparisons.reference(filters, session.screen().compare)
    if chosen is None:
        return
    if chosen.filters is None:
        st.subheader(escaped(f"与{chosen.words}相比:无可比"), anchor=False)
        st.text(chosen.note)
        return
    asked = COMPARED_MEASURES[chosen.against]
    frame = crosstabs.crosstab(
        filters, rows, "", asked, against=chosen.against, reference=chosen.filters
    )
    st.subheader(escaped(_sentence(frame, filters, chosen, rows)), anchor=False)
    if rows or chosen.filters != filters:
        _place_table(filters, chosen, rows, frame)


def _sentence(frame: pd.DataFrame, filters: Filters, chosen: Reference, rows: str) -> str:
    """Return what the total comes to; of the whole itself, how many rows are above it."""
    start = f"与{chosen.words}相比"
    if chosen.filters == filters:
        return f"{start}:{_counted(frame, rows) if rows else '现在看的就是它,没有差别'}"
    differences = [
        f"{MEASURES[code].label} {words}"
        for each in frame.loc[frame["level"] == crosstab_query.WHOLE].to_dict("records")
        for code in _FIRST
        for words in [
            measures.difference_words(code, each[f"{code}_difference"], chosen.words_of_change)
        ]
    ]
    return f"{start}:{','.join(differences)}" if differences else f"{start}:无可比"


def _counted(frame: pd.DataFrame, rows: str) -> str:
    """Return how many rows are above what they are compared with and how many below."""
    code = _FIRST[0]
    differences = frame.loc[frame["level"] == crosstab_query.OF_ROW, f"{code}_difference"].dropna()
    differences = differences[[not measures.is_level(code, each) for each in differences]]
    above = int((differences > 0).sum())
    below = len(differences) - above
    label = f"各{DIMENSIONS[rows].label}{MEASURES[code].label}"
    return f"{label} {above} 个更高、{below} 个更低" if above + below else "没有差别"


def _place_table(filters: Filters, chosen: Reference, rows: str, frame: pd.DataFrame) -> None:
    """Place the table: its headings order it, its numbers are explained by a click."""
    sort = session.screen().sort_of(_KIND)
    of_rows = frame.loc[frame["level"] == crosstab_query.OF_ROW]
    if sort and sort[0] in of_rows:  # what is compared with the average has other measures
        of_rows = sorted_rows(of_rows, sort[0], downwards=sort[1])
    asked = COMPARED_MEASURES[chosen.against]
    totals = frame.loc[frame["level"] == crosstab_query.WHOLE]
    crosstab_table.place_crosstab(
        _KIND,
        f"与{chosen.words}相比",
        [_heading("row_label", DIMENSIONS[rows].label if rows else "", "start", sort)]
        + [
            _heading(f"{code}{side}", label, "end", sort)
            for code in asked
            for side, label in zip(_SIDES, _side_words(filters, chosen, code), strict=True)
        ],
        [
            _table_row(rows, each, chosen, _greatest_differences(of_rows))
            for each in of_rows.to_dict("records")
        ]
        + [_table_row("", each, chosen, {}) for each in totals.to_dict("records")],
        groups=[Group("", 1), *(Group(MEASURES[code].label, len(_SIDES)) for code in asked)],
        note=chosen.note,
        height=_HEIGHT,
        on_order=lambda by: session.change_screen(lambda screen: screen.sorted_by(_KIND, by)),
        on_there=partial(open_reference, chosen),
    )


def _side_words(filters: Filters, chosen: Reference, code: str) -> tuple[str, str, str]:
    """Return the headings of a measure's three columns."""
    now = "本行" if chosen.against == "total" else short(filters.as_of, filters)
    measure = MEASURES[code]
    unit = "百分点" if measure.kind in ("share", "mean") else measure.unit
    return now, chosen.brief, f"差({unit})"


def _heading(column: str, label: str, align: Any, sort: tuple[str, bool] | None) -> Heading:
    """Return a column's heading; the one that orders the rows is marked."""
    direction = {None: "", False: "up", True: "down"}
    is_it = sort is not None and sort[0] == column
    mark: Any = direction[sort[1] if sort and is_it else None]
    return Heading(label, mark=Mark("order", column) if label else None, sort=mark, align=align)


def _greatest_differences(of_rows: pd.DataFrame) -> dict[str, float]:
    """Return the greatest difference of each measure, of either sign: its bar fills its half."""
    found = of_rows.filter(regex="_difference$").abs().max().dropna()
    return {str(name).removesuffix("_difference"): value for name, value in found.items() if value}


def _table_row(
    rows: str, each: Mapping[Any, Any], chosen: Reference, longest: Mapping[str, float]
) -> TableRow:
    """Return a row of the table, or its total when it is by no dimension; a difference has a bar
    as long as it is beside the longest of its measure."""
    cells = [f"{rows}:{each['row_name']}"] if rows else []
    head = dimensions.word(rows, each["row_name"], each["row_label"]) if rows else "合计"
    values = [
        value
        for code in COMPARED_MEASURES[chosen.against]
        for value in (
            _number(code, each, "", crosstab_table.explain_mark(code, cells)),
            _number(code, each, "_reference", crosstab_table.reference_mark(code, cells)),
            _difference(
                code, each[f"{code}_difference"], chosen.words_of_change, longest.get(code)
            ),
        )
    ]
    return TableRow(head, values, is_total=not rows)


def _number(code: str, each: Mapping[Any, Any], side: str, pick: Mark) -> Value | None:
    """Return a number of one side with its base; None where there is none."""
    value = each[f"{code}{side}"]
    if pd.isna(value):
        return None
    part, of, note = each[f"{code}{side}_part"], each[f"{code}{side}_of"], ""
    if MEASURES[code].kind == "share":
        note = f"{part:.0f}/{of:.0f}"
    elif MEASURES[code].kind == "count":
        note = f"共 {of:.0f}"
    return Value(measures.brief(code, value), pick, note)


def _difference(code: str, value: float, words: tuple[str, str], longest: float | None) -> Value:
    """Return a difference with its sign, a word, a mark and a bar; its unit is in the heading."""
    text, _unit, word = measures.difference(code, value, words)
    tone: Any = {None: "", True: "better", False: "worse"}[measures.is_better(code, value)]
    bar = value / longest if longest and text else None
    return Value(text or word, note=word if text else "", tone=tone, bar=bar)


def open_reference(chosen: Reference, measure: str, cells: tuple[str, ...]) -> None:
    """Go to the view that is compared with, where the number is explained."""
    if chosen.filters is None:
        return
    there, here = chosen.filters, session.current()
    if there.year != here.year:
        session.change_screen(Screen.of_another_plan)
    session.change_view(lambda _view: there)
    of = () if chosen.against == "total" else cells
    session.change_screen(lambda screen: screen.asked_about(measure, of))
    session.notify(f"已转到{chosen.words}的数据,按浏览器的后退键返回。")
