"""The slide of a free analysis: its sentence, its chart, its table."""

from collections.abc import Iterator, Sequence
from functools import partial
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

_MOST_DRAWN_ROWS: Final = 10
_MOST_DRAWN_COLUMNS: Final = 8
"""Rows and columns that a chart shows legibly on any screen; of more, the table shows all."""

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
    if figure is not None and not _is_legible(crossed, figure):
        return slide(
            crosstab.sentence(crossed),
            _headline(crossed),
            [*map(partial(_rows, crossed), _in_parts(crossed.columns)), *_left_out(crossed)],
        )
    blocks: list[Block] = [legend(names)] if names else []
    if figure is not None:
        is_tree = figure.data[0].type == "treemap"
        if is_tree:  # labels too small to read are hidden; a click shows them
            figure.update_layout(uniformtext={"minsize": _LEAST_LETTERS, "mode": "hide"})
        top = 4 if is_tree else _TOP_LABELS if crossed.columns else 28
        blocks.append(chart(figure, label, tall=14, top=top))
    if figure is None or len(crossed.columns) <= _MAX_COLUMNS:
        blocks.append(_rows(crossed, crossed.columns[:_MAX_COLUMNS]))
    both = [beside(*blocks)] if len(blocks) == 2 and not crossed.columns else blocks
    return slide(crosstab.sentence(crossed), _headline(crossed), [*both, *_left_out(crossed)])


def _is_legible(crossed: Table, figure: go.Figure) -> bool:
    """Whether names and numbers of a chart have room on a slide; a tree leaves out what has not."""
    match figure.data[0].type:
        case "treemap":
            return True
        case "scatter":
            return len(figure.data) <= _MOST_DRAWN_ROWS
    is_short = len(crossed.rows) <= _MOST_DRAWN_ROWS
    return is_short and len(crossed.columns) <= _MOST_DRAWN_COLUMNS


def _in_parts(columns: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
    """Return columns in parts that fit a table; one empty part where there are none."""
    for start in range(0, max(1, len(columns)), _MAX_COLUMNS):
        yield columns[start : start + _MAX_COLUMNS]


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


def _rows(crossed: Table, shown: tuple[Line, ...]) -> TableBlock:
    """Return the table of some of the columns, with the totals of all last."""
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
