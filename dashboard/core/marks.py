"""What a click on a mark of a chart, a number or a heading says: the one message to the server.

Python draws each mark with a `Mark`, which travels to the browser as a JSON object of these fields
(static/js/marks.js has its type); a click sends the same object back.
"""

from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

Kind = Literal[
    "", "offices", "themes", "quarters", "cell", "item", "task", "explain", "reference", "order"
]
"""What a plain click does. A list to filter by, or two of them at once (cell); the item or the task
to open; the number to explain, or to go to in the view that is compared with (reference); the
column to order by; nothing."""

_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in get_args(Kind)}


@dataclass(frozen=True)
class Mark:
    """What a click does with `value` (of a cell, the office, with `other` its theme), and which
    number the mark is: a measure, and cells as in `office:基础教育股` that say of which tasks."""

    kind: Kind = ""
    value: str | int | None = None
    other: str | int | None = None
    measure: str = ""
    cells: tuple[str, ...] = ()


def parse_mark(message: Any) -> Mark | None:
    """Return the mark that a click has sent, None for a message of another shape."""
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
