"""What Python sends of a slide is what the browser's types say."""

import re
from typing import get_args

import pytest

from dashboard.core.paths import STATIC
from dashboard.meetings.slides import block_types

TYPES = (STATIC / "js" / "deck" / "types.js").read_text(encoding="utf-8")
BLOCKS = {block.__name__.removesuffix("Block"): block for block in get_args(block_types.Block)}
PARTS = {
    each.__name__: each
    for each in (
        block_types.Tile,
        block_types.StateWords,
        block_types.StateRow,
        block_types.BarCell,
        block_types.Column,
        block_types.Row,
    )
}


def fields_in_javascript(name: str) -> dict[str, bool]:
    """Return the fields of a type of the browser, and whether each may be missing."""
    found = re.search(rf"@typedef {{(?:(\w+) & )?{{ (.*) }}}} {name}\b", TYPES)
    assert found, name
    base = fields_in_javascript(found[1]) if found[1] else {}
    flat = re.sub(r"\{[^{}]*\}|\[[^\[\]]*\]", "", found[2])  # the fields of a value are its own
    return base | {field: bool(mark) for field, mark in re.findall(r"(\w+)(\??): ", flat)}


@pytest.mark.parametrize("name", [*BLOCKS, *PARTS])
def test_a_block_has_the_fields_that_the_browser_expects(name: str) -> None:
    sent = (BLOCKS | PARTS)[name].__annotations__
    expected = fields_in_javascript("ChartBlock" if name == "Chart" else name)
    assert {field for field, may_lack in expected.items() if not may_lack} <= set(sent)
    assert set(sent) <= set(expected)
