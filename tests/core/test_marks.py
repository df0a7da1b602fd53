"""The message of a click: what the browser sends back is the mark that Python drew."""

from typing import Any

import orjson
import pytest

from dashboard.core.marks import Mark, parse_mark

WHOLE = {"kind": "", "value": None, "other": None, "measure": "", "cells": []}


@pytest.mark.parametrize(
    "mark",
    [
        Mark("cell", "办公室", "党建", "completion_rate", ("office:办公室", "theme:党建")),
        Mark("task", 12),
        Mark("explain", measure="gap"),
        Mark(),
    ],
)
def test_a_mark_comes_back_from_the_browser_as_it_was_drawn(mark: Mark) -> None:
    assert parse_mark(orjson.loads(orjson.dumps(mark))) == mark


@pytest.mark.parametrize(
    "message",
    [
        None,
        "offices",
        ["offices", "办公室"],
        {},
        WHOLE | {"kind": "leaders"},
        WHOLE | {"value": ["办公室"]},
        WHOLE | {"measure": None},
        WHOLE | {"cells": "office:办公室"},
    ],
)
def test_a_message_of_another_shape_is_no_mark(message: Any) -> None:
    assert parse_mark(message) is None
