"""Numbers on a page: in a sentence, in a heading and on cards, each asking where it comes from."""

from collections.abc import Sequence
from typing import Any, Final, Literal

import orjson
import streamlit as st

from dashboard.headline import Number
from dashboard.pages.scripts import joined, read
from dashboard.wording import Part

BASES: Final = {"average_progress": "average_expected", "behind_schedule": "tasks"}
"""The headline numbers whose base is a number of its own."""

mount = st.components.v2.component(
    "numbers",
    js=joined("explain.js", "numbers.js"),
    css=read("numbers.css"),
    isolate_styles=False,
)


def heading(key: str, *parts: Part) -> None:
    """Place a heading whose numbers can be clicked."""
    place(key, {"tag": "h3", "lines": [parts]})


def lines(key: str, *told: Sequence[Part]) -> None:
    """Place lines of text whose numbers can be clicked."""
    place(key, {"tag": "div", "lines": told}, width="content")


def cards(key: str, shown: Sequence[tuple[str, Number]]) -> None:
    """Place headline numbers, each with its measure, its base and its change."""
    place(key, {"cards": [card(measure, number) for measure, number in shown]})


def card(measure: str, number: Number) -> dict[str, Any]:
    """Return what the browser draws of one number."""
    tones = {True: "better", False: "worse", None: ""}
    return {
        "label": number.label,
        "value": Part(number.value, measure),
        "base": Part(number.base, BASES.get(measure, measure)),
        "change": Part(number.change, measure),
        "arrow": arrow(number),
        "since": number.since,
        "tone": tones[number.is_better],
    }


def arrow(number: Number) -> str:
    """Return whether a number rose or fell: the sign alone is small on a projector."""
    if number.is_better is None:
        return ""
    return "↓" if number.change.startswith("-") else "↑"


def place(key: str, data: dict[str, Any], width: Literal["stretch", "content"] = "stretch") -> None:
    """Mount the component; a click on a number opens what is behind it."""
    mount(key=f"numbers {key}", data=orjson.dumps(data, default=list), width=width)
