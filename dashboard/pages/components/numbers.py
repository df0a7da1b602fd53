"""Numbers on a page: in a sentence, in a heading and on cards, each asking where it comes from."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal

import orjson
import streamlit as st

from dashboard.analysis.headline_numbers import Number, base_measure
from dashboard.core.assets import read, script
from dashboard.core.marks import parse_mark
from dashboard.core.sentences import SentencePart, part_for_json
from dashboard.pages.base.guard import uninterrupted
from dashboard.pages.base.state import widget

_mount = st.components.v2.component(
    "numbers",
    js=script("numbers.js"),
    css=read("css/numbers.css"),
    isolate_styles=False,
)


def heading(key: str, *parts: SentencePart) -> None:
    """Place a heading whose numbers can be clicked."""
    _mount_numbers(key, {"tag": "h3", "lines": [parts]})


def lines(key: str, *rows: Sequence[SentencePart]) -> None:
    """Place lines of text whose numbers can be clicked."""
    _mount_numbers(key, {"tag": "div", "lines": rows}, width="content")


def cards(
    key: str, shown: Sequence[Number], on_there: Callable[[str, tuple[str, ...]], None] | None
) -> None:
    """Place headline numbers, each with its base, its change and what it is compared with.

    on_there takes the measure of a number of another view, and no cells.
    """
    _mount_numbers(key, {"cards": [_card(number) for number in shown]}, on_there=on_there)


def _card(number: Number) -> dict[str, Any]:
    """Return what the browser draws of one number."""
    tones = {True: "better", False: "worse", None: ""}
    return {
        "label": number.label,
        "value": SentencePart(number.value, number.measure),
        "base": SentencePart(number.base, base_measure(number)),
        "change": SentencePart(number.change, number.measure),
        "arrow": _arrow(number),
        "since": number.since,
        "then": SentencePart(number.then, number.measure),
        "tone": tones[number.is_better],
    }


def _arrow(number: Number) -> str:
    """Return whether a number rose or fell: the sign alone is small on a projector."""
    if number.is_better is None:
        return ""
    return "↓" if number.change.startswith("-") else "↑"


def _mount_numbers(
    key: str,
    data: dict[str, Any],
    *,
    width: Literal["stretch", "content"] = "stretch",
    on_there: Callable[[str, tuple[str, ...]], None] | None = None,
) -> None:
    """Mount the component; a click on a number opens what is behind it."""
    name = f"numbers {key}"
    _mount(
        key=name,
        data=orjson.dumps(data, default=part_for_json),
        width=width,
        on_mark_change=partial(uninterrupted, _on_mark, name, on_there),
    )


def _on_mark(name: str, on_there: Callable[[str, tuple[str, ...]], None] | None) -> None:
    """Go to the number of another view that was clicked."""
    mark = parse_mark(widget(name)["mark"])
    if on_there and mark:
        on_there(mark.measure, mark.cells)
