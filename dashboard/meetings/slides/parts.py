"""The building blocks of slides, in the format that the browser's code (js/deck) renders."""

from collections.abc import Sequence
from typing import Any, Literal

import orjson
import plotly.graph_objects as go

from dashboard.analysis import reporting
from dashboard.analysis.headline_numbers import Number, base_measure
from dashboard.core.labels import COUNTED_STATES, STATES, percent
from dashboard.core.rounding import add_up
from dashboard.core.sentences import SentencePart
from dashboard.meetings.slides.block_types import (
    BarCell,
    BesideBlock,
    Block,
    Cell,
    ChartBlock,
    Column,
    FactsBlock,
    LegendBlock,
    NoteBlock,
    Row,
    Slide,
    StatesBlock,
    StateWords,
    TableBlock,
    Text,
    Tile,
    TilesBlock,
)


def explainable(text: str, measure: str, *cells: str) -> SentencePart:
    """Return an explainable number: its measure, and the cells that select its tasks."""
    return SentencePart(text, measure, cells)


def slide(sentence: str, headline: tuple[Text, str, Text], blocks: Sequence[Block]) -> Slide:
    """Return a slide; the headline is its number, the label and the base."""
    value, label, base = headline
    return {
        "sentence": sentence,
        "headline": {"value": value, "label": label, "base": base},
        "blocks": list(blocks),
    }


def tiles(shown: Sequence[Tile]) -> TilesBlock:
    """Return tiles side by side."""
    return {"type": "tiles", "tiles": list(shown)}


def number_tile(number: Number) -> Tile:
    """Return a tile with a headline number, its base and its change."""
    words = {None: "", True: "better", False: "worse"}
    return {
        "label": number.label,
        "value": explainable(number.value, number.measure),
        "base": explainable(number.base, base_measure(number)),
        "change": number.change_line,
        "tone": words[number.is_better],
    }


def plain_tile(label: str, value: Text, base: Text = "") -> Tile:
    """Return a tile without a change."""
    return {"label": label, "value": value, "base": base, "change": "", "tone": ""}


def table(
    columns: Sequence[Column], rows: Sequence[Row], *, title: str = "", is_compact: bool = False
) -> TableBlock:
    """Return a table that continues on further screens when it does not fit.

    A compact table has no header row, and its rows are placed side by side.
    """
    return {
        "type": "table",
        "title": title,
        "columns": list(columns),
        "rows": list(rows),
        "isCompact": is_compact,
    }


def column(label: str, width: str, *, align: Literal["start", "end"] = "start") -> Column:
    """Return a column's heading and its width: in em, or as a share of the rest such as '2fr'."""
    return {"label": label, "width": width, "align": align}


def row(cells: Sequence[Cell], *, pick: str = "", details: Sequence[tuple[str, str]] = ()) -> Row:
    """Return a row: a click selects its subject; the details are a line of their own."""
    shown = [[label, text] for label, text in details if text]
    return {"cells": list(cells), "pick": pick, "details": shown}


def progress_bar(figures: Any, cell: str) -> BarCell:
    """Return a cell with average progress as a bar of 0 to 100 and a tick at expected progress.

    `cell` selects the tasks. The bar is orange far below schedule, and green when not below it.
    """
    tone = "middle" if figures["is_below_schedule"] else "high"
    return {
        "bar": float(figures["average_progress"]),
        "mark": float(figures["average_expected"]),
        "tone": "low" if figures["is_far_below_schedule"] else tone,
        "text": explainable(reporting.progress(figures), "average_progress", cell),
    }


def state(code: str, note: str = "") -> StateWords:
    """Return a cell with a state's colour, symbol and label."""
    return {"state": code, "mark": STATES[code].mark, "text": STATES[code].label, "note": note}


def states(counts: Any, base: int) -> StatesBlock:
    """Return the counts of the states as bars; the longest has the full width."""
    shown = [code for code in COUNTED_STATES if counts[code]]
    most = max((int(counts[code]) for code in shown), default=1)
    return {
        "type": "states",
        "states": [
            {
                **state(code),
                "count": explainable(f"{counts[code]} 项", "tasks", f"state:{code}"),
                "share": percent(100 * counts[code] / base),
                "width": 100 * int(counts[code]) / most,
                "pick": f"state:{code}",
            }
            for code in shown
        ],
    }


def rounding_note(counts: Any, base: int) -> list[Block]:
    """Return the note below such bars whose printed shares do not add up to 100 %."""
    if not base or add_up(100 * counts[code] / base for code in COUNTED_STATES):
        return []
    return [note("占比四舍五入,相加不是正好 100%。")]


def chart(figure: go.Figure, alt: str, *, tall: float = 9, top: int = 28) -> ChartBlock:
    """Return a figure without its title, since the slide's sentence replaces it. `tall` is the
    minimum height in em, `top` the pixels above the plot."""
    bare = figure.update_layout(title=None, margin={"t": top})
    drawn: Any = orjson.loads(bare.to_json(engine="orjson"))
    return {"type": "chart", "alt": alt, "figure": drawn, "tall": tall}


def facts(pairs: Sequence[tuple[str, str]]) -> FactsBlock:
    """Return short facts, each with its label."""
    return {"type": "facts", "facts": [[label, text] for label, text in pairs if text]}


def note(text: str) -> NoteBlock:
    """Return a line of plain text."""
    return {"type": "note", "text": text}


def legend(entries: Sequence[tuple[str, str]]) -> LegendBlock:
    """Return the legend of a chart's colours, in one line."""
    return {"type": "legend", "entries": [list(entry) for entry in entries]}


def beside(*blocks: Block) -> BesideBlock:
    """Return blocks side by side if the screen is wide enough, else one below the other."""
    return {"type": "beside", "blocks": list(blocks)}


def has_tree(blocks: Sequence[Block]) -> bool:
    """Whether a chart among the blocks has a treemap."""
    return any(_is_tree(block) for block in blocks)


def _is_tree(block: Block) -> bool:
    if block["type"] == "beside":
        return has_tree(block["blocks"])
    if block["type"] == "chart":
        return any(trace["type"] == "treemap" for trace in block["figure"]["data"])
    return False


def text_of(value: Any) -> str:
    """Return a frame's value as text; '' for a missing one."""
    return "" if value is None or value != value else str(value).strip()
