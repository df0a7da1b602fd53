"""The pages, each once: the menu, titles, links, saved views and agendas take them from here."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Page:
    """A page of the menu, or one that a button opens."""

    address: str
    """Its path in the URL, Streamlit's url_path; "" is the first page."""
    module: str
    """The script among dashboard/pages; for all but the first page its address."""
    title: str
    has_view: bool = True
    """Whether it shows a view of a plan, under the filters; another one has a head of its own."""
    has_charts: bool = True
    """Whether it opens with charts."""
    is_in_menu: bool = True
    is_card_in_page: bool = False
    """Whether a task's card is part of the page; elsewhere it opens over it."""
    slide: str = "tasks"
    """The kind of slide that the page becomes in an agenda."""
    tables: tuple[str, ...] = ()
    """The tables that a link to it may order, by their names in table_columns."""

    @property
    def file(self) -> str:
        """Return the path of its script, as Streamlit takes it for a change of pages."""
        return f"dashboard/pages/{self.module}.py"


_OF_A_VIEW: Final = ("comparison", "explained", "history")
"""The tables that every view of a plan has: over the page, or in a dialog."""

PAGES: Final = (
    Page("", "overview", "总览", slide="overview", tables=("behind", *_OF_A_VIEW)),
    Page(
        "offices",
        "offices",
        "股室",
        slide="offices",
        tables=("profile_reports", "profile_tasks", *_OF_A_VIEW),
    ),
    Page("themes", "themes", "主题", slide="themes", tables=("items", "item_tasks", *_OF_A_VIEW)),
    Page(
        "quarters",
        "quarters",
        "季度",
        slide="quarters",
        tables=("completed", "slipped", *_OF_A_VIEW),
    ),
    Page(
        "tasks",
        "tasks",
        "任务",
        has_charts=False,
        is_card_in_page=True,
        tables=("tasks", *_OF_A_VIEW),
    ),
    # its own table takes the place of the comparison's
    Page("analysis", "analysis", "自助分析", tables=("explained", "history")),
    Page("meetings", "meetings", "会议", has_view=False, has_charts=False),
    Page("imports", "imports", "导入", has_view=False, has_charts=False),
    Page("backups", "backups", "备份", has_view=False, has_charts=False),
    Page("meeting", "meeting", "会议模式", has_view=False, is_in_menu=False),
)
"""In the order of the menu."""

_BY_ADDRESS: Final = {page.address: page for page in PAGES}
FIRST, MEETING = _BY_ADDRESS[""], _BY_ADDRESS["meeting"]
BACKUPS: Final = _BY_ADDRESS["backups"]

WITH_VIEW: Final = tuple(page.address for page in PAGES if page.has_view)
"""The addresses of the pages that show a view of a plan."""


def page_at(address: str) -> Page:
    """Return the page at an address; the first one where this program has none."""
    return _BY_ADDRESS.get(address, FIRST)
