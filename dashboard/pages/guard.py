"""Nothing that fails shows a trace: a known error is its sentence, any other one line and a log."""

import logging
from collections.abc import Callable
from functools import wraps

import streamlit as st

from dashboard.errors import DashboardError

LOG = logging.getLogger("dashboard")


def guarded(page: Callable[[], None]) -> Callable[[], None]:
    """Return the page with every error told in words; Streamlit's own control flow passes."""

    @wraps(page)
    def run() -> None:
        try:
            page()
        except DashboardError as error:
            LOG.warning("%s", error)
            st.error(str(error).replace("$", "\\$"))
        except Exception:
            LOG.exception("page failed")
            st.error("这个页面没能显示,数据没有受到影响;请刷新重试,仍不行请联系管理员查看运行日志。")

    return run
