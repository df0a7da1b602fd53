"""The app run by Streamlit itself, without a browser."""

from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard.core.paths import ROOT
from dashboard.pages.answers import opened_ledger

PAGES = {
    "总览": "overview",
    "股室": "offices",
    "主题": "themes",
    "季度": "quarters",
    "任务": "tasks",
    "自助分析": "analysis",
}
"""Each page with filters, by its title, and its file; the first one is where the app opens."""

_OTHERS = {"会议": "meetings", "会议模式": "meeting", "导入": "imports", "备份": "backups"}
ALL_PAGES = PAGES | _OTHERS


def unopened() -> AppTest:
    """Return the app before its first run."""
    return AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)


def opened(page: str = "总览", **query: Any) -> AppTest:
    """Return a page as it is when its link has just been opened."""
    app = unopened()
    app.query_params.update(query)
    return app.run() if page == "总览" else moved(app, page)


def moved(app: AppTest, page: str) -> AppTest:
    """Go to another page; before anything else has been opened this opens its link."""
    return app.switch_page(f"dashboard/pages/{ALL_PAGES[page]}.py").run()


def troubles(app: AppTest) -> list[str]:
    return [*(each.value for each in app.error), *(each.message for each in app.exception)]


def close_ledgers() -> None:
    """Let go of what the pages have opened, as the end of the server would."""
    opened_ledger.opened.cache_clear()
