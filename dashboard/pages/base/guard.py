"""Nothing that fails shows a trace: a known error is its sentence, any other one line and a log."""

import logging
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException

from dashboard.core.errors import DashboardError, InputError
from dashboard.pages.base.text import escaped

LOG = logging.getLogger("dashboard")


def guarded(run: Callable[..., None], *arguments: Any) -> None:
    """Run a part of the screen; every error becomes a sentence, Streamlit's control flow passes."""
    try:
        run(*arguments)
    except InputError as error:  # a mistake in a file is not an error of the program: no log
        st.error(in_lines(str(error)))
    except DashboardError as error:
        LOG.warning("answered with its sentence:", exc_info=error)
        st.error(in_lines(str(error)))
    except Exception:
        LOG.exception("page failed")
        st.error("这个页面没能显示,数据没有受到影响;请刷新重试,仍不行请联系管理员查看运行日志。")


def uninterrupted(run: Callable[..., None], *arguments: Any) -> None:
    """Run a callback that only changes the session to its end, guarded.

    The next click interrupts a callback where it accesses the session state, and Streamlit would
    lose what was selected: so the callback is run again before the next click is handled.
    """
    interruption = None
    while True:
        try:
            guarded(run, *arguments)
            break
        except RerunException as raised:
            if raised.rerun_data.widget_states is None:  # st.rerun: no click brought it
                raise
            interruption = raised
    if interruption:
        raise interruption


def in_lines(text: str) -> str:
    """Return text of several lines as markdown that shows it as it is."""
    return "  \n".join(escaped(line) for line in text.split("\n"))
