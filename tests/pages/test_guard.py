"""What Streamlit's control flow does to a callback, and what the guard makes of it."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import RerunData, RerunException

from dashboard.pages.base.guard import uninterrupted


def test_a_choice_that_the_next_click_interrupts_is_made_before_that_click_has_its_turn() -> None:
    chosen, clicks = list[str](), [RerunException(RerunData(widget_states=WidgetStates()))]

    def take(value: str) -> None:
        if clicks:
            raise clicks.pop()
        chosen.append(value)

    with pytest.raises(RerunException) as raised:
        uninterrupted(take, "上半年")
    assert chosen == ["上半年"]
    assert raised.value.rerun_data.widget_states == WidgetStates()


def test_a_callback_that_asks_for_another_run_itself_is_run_once() -> None:
    runs = list[int]()

    def close() -> None:
        runs.append(1)
        raise RerunException(RerunData())

    with pytest.raises(RerunException):
        uninterrupted(close)
    assert runs == [1]
