"""The slide of a free analysis: its sentence, its chart, its table."""

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from dashboard.analysis import crosstab
from dashboard.analysis.crosstab import Line, Number, Table
from dashboard.core import measures
from dashboard.core.dimensions import DIMENSIONS
from dashboard.core.measures import MEASURES
from dashboard.meetings.slides.block_types import Block, Row, Slide, TableBlock, Text
from dashboard.meetings.slides.parts import (
    beside,
    chart,
    column,
    explainable,
    legend,
    note,
    row,
    slide,
    table,
)

_MAX_COLUMNS: Final = 6
"""Number columns that are legible at eight metres; with more, the chart shows them instead."""

_TOP_LABELS: Final = 64
"""Height in pixels of the column names above a chart."""

_LEAST_LETTERS: Final = 11
"""Smallest font size in pixels, in a figure whose usual size is 13."""

_STEPS: Final = {
    "office": "office",
    "theme": "theme",
    "state": "state",
    "due_quarter": "quarter",
}
"""The dimensions whose names can be drilled into, and the name of each drill-down step."""


def analysis(
    crossed: Table, figure: go.Figure | None, names: Sequence[tuple[str, str]] = ()
) -> Slide:
    """Return the slide of a cross table, with its chart and legend if it has them."""
    label = MEASURES[crossed.measure].label
    blocks: list[Block] = [legend(names)] if names else []
    if figure is not None:
        is_tree = figure.data[0].type == "treemap"
        if is_tree:  # labels too small to read are hidden; a click shows them
            figure.update_layout(uniformtext={"minsize": _LEAST_LETTERS, "mode": "hide"})
        top = 4 if is_tree else _TOP_LABELS if crossed.columns else 28
        blocks.append(chart(figure, label, tall=14, top=top))
    if figure is None or len(crossed.columns) <= _MAX_COLUMNS:
        blocks.append(_rows(crossed))
    both = [beside(*blocks)] if len(blocks) == 2 and not crossed.columns else blocks
    return slide(crosstab.sentence(crossed), _headline(crossed), [*both, *_left_out(crossed)])


def _headline(crossed: Table) -> tuple[Text, str, str]:
    """Return the total, its label and its base."""
    whole, label = crossed.whole, MEASURES[crossed.measure].label
    if whole is None:
        return ("—", label, "")
    parts = f"{whole.part:.0f}/{whole.of} 项," if MEASURES[crossed.measure].kind == "share" else ""
    base = f"{parts}{len(crossed.every)} 个{crosstab.word_of_rows(crossed)}"
    return (explainable(measures.brief(crossed.measure, whole.value), crossed.measure), label, base)


def _left_out(crossed: Table) -> list[Block]:
    """Return a note about the rows that the slide does not show."""
    return [note(f"另有 {crossed.left_out} 行未列出")] if crossed.left_out else []


def _rows(crossed: Table) -> TableBlock:
    """Return the table with its totals last, limited to the first MAX_COLUMNS columns."""
    shown = crossed.columns[:_MAX_COLUMNS]
    total = "合计" if shown else MEASURES[crossed.measure].label
    heads = [DIMENSIONS[crossed.rows_by].label, *(each.label for each in shown), total]
    widths = ["minmax(5em, 2fr)", *("1fr" for _ in shown), "minmax(6em, 1fr)"]
    columns = [
        column(head, width, align="end" if at else "start")
        for at, (head, width) in enumerate(zip(heads, widths, strict=True))
    ]
    return table(
        columns,
        [*(_line(crossed, each, shown) for each in crossed.rows), _totals(crossed, shown)],
    )


def _line(crossed: Table, each: Line, shown: tuple[Line, ...]) -> Row:
    numbers = [_number(crossed, each.numbers.get(other.name), each, other) for other in shown]
    step = _STEPS.get(crossed.rows_by)
    pick = f"{step}:{each.name}" if step and each.name.strip() != "other" else ""
    return row([each.label, *numbers, _number(crossed, each.total, each)], pick=pick)


def _number(
    crossed: Table, value: Number | None, of_row: Line | None, of_column: Line | None = None
) -> Text:
    """Return an explainable number; a missing value becomes plain text."""
    text = crosstab.text(crossed, value)
    return explainable(text, crossed.measure, *crossed.cells(of_row, of_column)) if value else text


def _totals(crossed: Table, shown: tuple[Line, ...]) -> Row:
    numbers = [_number(crossed, each.total, None, each) for each in shown]
    return row(["合计", *numbers, _number(crossed, crossed.whole, None)])
