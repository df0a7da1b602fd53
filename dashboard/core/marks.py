"""The message that a click on a chart mark, a number or a heading sends to the server.

Python attaches a `Mark` to each clickable mark. It is sent to the browser as a JSON object of these
fields (its type is in static/js/marks.js), and a click sends the same object back.
"""

from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

Kind = Literal[
    "", "offices", "themes", "quarters", "cell", "item", "task", "explain", "reference", "order"
]
"""What a plain click does: set one filter, or two at once (cell); open an item or a task; explain a
number, or show it in the view compared with (reference); sort by a column; nothing."""

_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in get_args(Kind)}


@dataclass(frozen=True)
class Mark:
    """What a click does with `value` (for a heatmap cell: the office, with `other` as the theme),
    and which number the mark shows: a measure, and cells such as `office:基础教育股` that select
    its tasks."""

    kind: Kind = ""
    value: str | int | None = None
    other: str | int | None = None
    measure: str = ""
    cells: tuple[str, ...] = ()


def parse_mark(message: Any) -> Mark | None:
    """Parse the message of a click; None when its shape is not that of a mark."""
    match message:
        case {
            "kind": str(kind),
            "value": str() | int() | None as value,
            "other": str() | int() | None as other,
            "measure": str(measure),
            "cells": list(cells),
        } if kind in _KINDS:
            return Mark(_KINDS[kind], value, other, measure, tuple(map(str, cells)))
    return None
