"""The table of free analysis: asked once for table, picture, files and slide, and placed."""

from dataclasses import replace
from functools import partial
from typing import Final, Literal

import streamlit as st

from dashboard.analysis import crosstab
from dashboard.analysis.crosstab import Line, Number, Table
from dashboard.core import measures
from dashboard.core.dimensions import DIMENSIONS
from dashboard.core.labels import BASES, percent
from dashboard.core.marks import Mark
from dashboard.core.measures import MEASURES
from dashboard.exports.crosstab_files import crosstab_frame, crosstab_workbook
from dashboard.pages.analysis_parts import comparison_panel
from dashboard.pages.answers import analysis_tables, comparisons
from dashboard.pages.base import session
from dashboard.pages.components import crosstab_table
from dashboard.pages.components.crosstab_table import Heading, Value
from dashboard.pages.components.downloads import download, download_csv
from dashboard.view.filters import Filters
from dashboard.view.screen_state import Screen, to_query
from dashboard.view.share_links import filter_lines

_HEIGHT = "42rem"

_TONES: Final[dict[bool | None, Literal["", "better", "worse"]]] = {
    None: "",
    True: "better",
    False: "worse",
}


def place_analysis(filters: Filters, table: Table) -> None:
    """Place the table with its totals, a note on them, and the downloads."""
    name = f"{MEASURES[table.measure].label}:{_title(table)}"
    chosen = table.reference
    crosstab_table.place_crosstab(
        "analysis table",
        name,
        _headings(table),
        _table_rows(table),
        note=_note(filters, table),
        height=_HEIGHT,
        is_summed=bool(table.columns),
        on_order=_on_order,
        on_there=partial(comparison_panel.open_reference, chosen) if chosen else None,
    )
    with st.container(horizontal=True, gap="small"):
        download_csv(
            crosstab_frame(table, has_shares=_has_shares()),
            f"{name}-{filters.as_of}",
            key="csv analysis",
        )
        download(
            "下载 Excel",
            partial(crosstab_workbook, table, name, _basis_line(filters), has_shares=_has_shares()),
            f"{name}-{filters.as_of}.xlsx",
            key="xlsx analysis",
            icon=":material/table:",
            is_quiet=True,
        )


def _has_shares() -> bool:
    """Whether the table shows each number's share of the whole."""
    screen = session.screen()
    return bool(screen.share) and crosstab.can_share(screen)


def _title(table: Table) -> str:
    """Return rows and columns in words."""
    names = [DIMENSIONS[each].label for each in (table.rows_by, table.columns_by) if each]
    return " × ".join(names)


def slide_of(filters: Filters, screen: Screen) -> tuple[str, dict[str, list[str]]]:
    """Return the title of a slide of the analysis on the screen, and its words in the URL."""
    table = analysis_tables.table_of(filters, screen)
    return f"{MEASURES[table.measure].label}:{_title(table)}"[:60], to_query(
        analysis_tables.table_settings(screen)
    )


def _headings(table: Table) -> list[Heading]:
    """Return the headings: each orders the rows."""
    order = session.screen().order
    total = "合计" if table.columns else MEASURES[table.measure].label
    named: list[tuple[str, str, Literal["start", "end"]]] = [
        (DIMENSIONS[table.rows_by].label, "label", "start"),
        *((column.label, f"column:{column.name}", "end") for column in table.columns),
        (total, "total", "end"),
    ]
    found = [
        Heading(label, Mark("order", by), _sort_of(order, by), align) for label, by, align in named
    ]
    if table.reference and not table.columns:
        found += [Heading(table.reference.words), Heading("差")]
    return found


def _sort_of(order: str, by: str) -> Literal["", "up", "down"]:
    if order.removeprefix("-") != by:
        return ""
    return "down" if order.startswith("-") else "up"


def _on_order(by: str) -> None:
    session.change_screen(
        lambda screen: replace(screen, order=crosstab.next_order(screen.order, by))
    )


def _table_rows(table: Table) -> list[crosstab_table.TableRow]:
    """Return the rows and their totals: each computed of its tasks, never added up of the rows."""
    numbers = [each.value for row in table.rows for each in row.numbers.values()]
    most = max((abs(each) for each in numbers if each is not None), default=0.0)
    total = "截至当日" if DIMENSIONS[table.rows_by].moment else "合计"
    return [
        *(crosstab_table.TableRow(row.label, _values(table, row, most)) for row in table.rows),
        crosstab_table.TableRow(total, _values(table, None, most), is_total=True),
    ]


def _values(table: Table, row: Line | None, most: float) -> list[Value | None]:
    """Return the numbers of a row, or of the totals; the greatest has the darkest ground."""
    found = [
        _value(table, row.numbers.get(each.name) if row else each.total, row, each, most)
        for each in table.columns
    ]
    total = row.total if row else table.whole
    last = _value(table, total, row, None, most)
    if table.reference and not table.columns:
        return [last, _reference_value(table, total, row), _difference_value(table, total)]
    return [*found, last]


def _reference_value(table: Table, number: Number | None, row: Line | None) -> Value | None:
    """Return the number that one is compared with; a click goes to its view."""
    words = crosstab.reference_text(table, number)
    mark = crosstab_table.reference_mark(table.measure, table.cells(row))
    return Value(words, mark) if words else None


def _difference_value(table: Table, number: Number | None) -> Value | None:
    """Return a difference with its sign, its unit, a word and a mark."""
    if number is None:
        return None
    return Value(
        table.difference(number),
        tone=_TONES[measures.is_better(table.measure, number.difference)],
    )


def _value(
    table: Table, number: Number | None, row: Line | None, column: Line | None, most: float
) -> Value | None:
    """Return a number of the table as text, explained by a click."""
    if number is None:
        return None
    words = crosstab.text(table, number)
    if number.share is not None and _has_shares():
        words += f" · {percent(100 * number.share)}"
    is_cell = row is not None and column is not None and number.value is not None and most
    then = crosstab.reference_text(table, number) if table.columns else ""
    return Value(
        words,
        crosstab_table.explain_mark(table.measure, table.cells(row, column)),
        note=f"{table.difference(number)}(原 {then})" if then else "",
        shade=abs(number.value or 0) / most if is_cell else None,
    )


def _note(filters: Filters, table: Table) -> str:
    """Return the note on the totals."""
    measure = MEASURES[table.measure]
    unit = "" if measure.kind in ("share", "mean") else f"(单位:{measure.unit})"
    words = [f"{measure.label}{unit} · {_basis_line(filters)}"]
    if chosen := comparisons.reference(filters, session.screen().compare):
        why = analysis_tables.why_incomparable(filters, session.screen(), chosen)
        words.append(f"对比 {chosen.words}" + (f":{why}" if why else ""))
        words += [chosen.note] * bool(chosen.note)
    if _has_shares():
        words.append(measures.ROUNDED_SHARES)
    if table.left_out:
        words.append(f"另有 {table.left_out} 行未列出,合计包含它们")
    several = {"supporting"} | ({"office"} if filters.basis == "any" else set())
    if several & {table.rows_by, table.columns_by} and measures.adds_up(table.measure):
        words.append("一项措施可属于几个股室,各行相加可大于合计;合计中每项只计一次")
    return "。".join(words) + "。"


def _basis_line(filters: Filters) -> str:
    """Return the day, the way of counting and the filters in words."""
    words = [f"截至 {filters.as_of}", BASES[filters.basis], *filter_lines(filters)]
    return " · ".join(words)
