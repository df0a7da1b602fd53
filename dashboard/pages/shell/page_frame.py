"""The frame of every page: filters, notices, the day and the source of the data."""

from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import Page

from dashboard.core.labels import BASES
from dashboard.core.sentences import SentencePart
from dashboard.core.version import APPLICATION, VERSION
from dashboard.pages.analysis_parts import explanation_panel
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.base import address_bar, look, session
from dashboard.pages.base.state import DROPPED, NOTICE, PAGE, UNREAD
from dashboard.pages.base.text import escaped
from dashboard.pages.components import numbers, task_card
from dashboard.pages.components.search_box import place_unclear_words
from dashboard.pages.shell import action_bar, filter_bar, page_listener, saved_views_dialog
from dashboard.view import share_links
from dashboard.view.filters import Filters
from dashboard.view.pages import BACKUPS, MEETING, page_at

_FOLD = "<details class='fold'><summary>筛选与日期</summary></details>"
"""Opens the filters on a phone, where the numbers come first; screen.css hides it elsewhere."""

_MOST_DROPPED = 5
"""Conditions of a link that a message names before it only says that there are more."""


def run_page(page: Page) -> None:
    """Run a page under its head, which is outside it and so keeps its state on every page."""
    saved_views_dialog.open_linked(page.url_path)
    if not page_at(page.url_path).has_view:
        _place_without_view(page.url_path)
        page.run()
        _place_foot(page.url_path)
    else:
        explained_here = st.container(key="explanations")
        _place_head(page.url_path)
        if not _place_if_empty(session.current()):
            page.run()
            task_card.card_dialog(session.current())
        _place_foot(page.url_path)
        explanation_panel.place_explanations(explained_here)
    action_bar.place_dialogs(page.url_path)


def _place_without_view(page: str) -> None:
    """Carry the view through a page that does not show it, in the URL too: F5 must not lose it."""
    address_bar.read_url(page)
    page_listener.place_listener()
    look.place_styles()
    if page != MEETING.address:  # the deck has its own
        action_bar.place_short_actions()
    address_bar.write_url()
    _place_notices()


def _place_head(page: str) -> None:
    """Place the filters and what they come to."""
    address_bar.read_url(page)
    page_listener.place_listener()
    offered = ledger_data.choices(session.current().year)
    look.place_styles()
    action_bar.place_actions()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="head"):
        st.html(_FOLD)
        filter_bar.place_filter_bar(offered)
        filters = session.current()
        _place_summary(filters)
    address_bar.write_url()
    # always there, so that a message does not make the page below it move or mount anew
    with st.container(gap="small", key="messages"):
        if filters.narrowed:
            filter_bar.place_chips(filters)
        explanation_panel.place_explaining_line()
        place_unclear_words()
        _place_notices()


def _place_foot(page: str) -> None:
    """Show the version at the foot of every page but the deck."""
    if page != MEETING.address:
        st.html(f"<p class='version'>{APPLICATION} {VERSION}</p>")


def _place_summary(filters: Filters) -> None:
    """Say how many tasks match, as of which day, and when the ledger last changed."""
    overview = ledger_data.overview(filters)
    plans = ledger_data.plans()
    plan = plans.loc[plans["year"] == filters.year].iloc[0]
    cancelled = [
        SentencePart("(另有"),
        SentencePart(f"已取消 {overview['cancelled']} 项", "cancelled"),
        SentencePart(")"),
    ]
    updated = ledger_data.updated_words(filters)
    words = [f"数据截至 {filters.as_of}", updated, BASES[filters.basis]]
    if filters.known_at:
        words.append(f"定格于 {filters.known_at:%Y-%m-%d %H:%M}")
    if plan["is_demo"]:
        words.append("演示数据")
    numbers.lines(
        "standing",
        [
            SentencePart(f"{plan['organisation']} {plan['title']} · 符合条件 "),
            SentencePart(f"{overview['tasks']} 项", "tasks"),
            *(cancelled if overview["cancelled"] else ()),
        ],
        [SentencePart(" · ".join(words))],
    )


def _place_notices() -> None:
    """Show the invalid conditions of the URL, and whether the ledger is read-only."""
    if dropped := DROPPED.pop():
        is_other_view = any(map(share_links.is_of_view, dropped))
        UNREAD.set(dropped if is_other_view else ())
        if not is_other_view or PAGE.get() == MEETING.address:  # the deck covers the page
            st.toast(f"链接中有不存在的条件,已忽略:{_conditions(dropped)}")
    if unread := UNREAD.get():
        _place_unread(unread)
    if notice := NOTICE.pop():
        st.toast(escaped(notice))
    if lost := opened_ledger.ledger().lost_writes:
        st.error(escaped(lost))
        if PAGE.get() != BACKUPS.address:
            st.page_link(BACKUPS.file, label="备份", icon=":material/arrow_forward:")
    if opened_ledger.ledger().read_only:
        st.caption("账本只读:可以查看,不能填报。")


def _conditions(dropped: Sequence[str]) -> str:
    """Return conditions of a link as markdown."""
    words = (share_links.condition_words(*each.split("=", 1)) for each in dropped[:_MOST_DROPPED])
    return escaped("、".join(words) + (" 等" if len(dropped) > _MOST_DROPPED else ""))


def _place_unread(unread: Sequence[str]) -> None:
    """Say for as long as the view lasts that it is not the one that a link was sent for."""
    st.warning(
        f"这不是链接要看的内容:链接可能在转发时被截断或改动,其中没有看懂的是 {_conditions(unread)};"
        "下面按其余条件显示。请向发来链接的人再要一次。"
    )
    st.button("知道了", key="unread seen", on_click=UNREAD.set, args=((),))


def _place_if_empty(filters: Filters) -> bool:
    """Say that nothing matches and offer to clear the filters; return whether that is so."""
    overview = ledger_data.overview(filters)
    if overview["tasks"] or overview["cancelled"]:
        return False
    st.info("没有符合条件的措施。可以减少筛选条件,或全部清除。")
    st.button("清除筛选", key="clear empty", on_click=filter_bar.clear_filters)
    return True
