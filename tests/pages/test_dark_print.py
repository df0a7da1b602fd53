"""What the dark theme becomes on paper."""

import pytest

from dashboard.core.labels import STATES, State
from dashboard.figures.look import ink
from dashboard.pages.base.dark_print import dark_print_css, on_paper


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_the_text_in_a_bar_can_be_read_on_paper_and_the_bar_is_not_turned(state: State) -> None:
    assert ink(on_paper(state)) == ink(state.dark)
    parts = tuple(bytes.fromhex(state.dark[1:]))
    assert f'path[style*="fill: rgb{parts}"] {{ fill: {on_paper(state)}' in dark_print_css()
