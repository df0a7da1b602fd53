"""加入会议: the page's view becomes a slide of an agenda."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

import streamlit as st

from dashboard.core import clock
from dashboard.core.errors import DashboardError
from dashboard.core.slide_kinds import SLIDES
from dashboard.meetings import agenda, agenda_records
from dashboard.pages.analysis_parts import analysis_table
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.base import session
from dashboard.pages.base.dialogs import close_dialog
from dashboard.pages.base.guard import in_lines
from dashboard.pages.base.text import escaped
from dashboard.view.filters import Filters, to_query
from dashboard.view.pages import page_at
from dashboard.view.screen_state import Screen
from dashboard.view.share_links import SharedView

_WRITE_LOCK = threading.Lock()
"""Held from reading an agenda to writing it, so that of two who join at once none is lost."""

_NEW = 0
"""The entry of the list of agendas for one that is to be made."""


@dataclass(frozen=True)
class _Offer:
    """A slide that a page can become: its kind, its title, the filters that it adds."""

    kind: str
    title: str
    filters: Filters
    words: Mapping[str, list[str]] = field(default_factory=dict)
    """The URL's words that it has beside those of the filters."""


def _offers(page: str, filters: Filters, screen: Screen) -> list[_Offer]:
    """Return the slides that a page can become, the likeliest first."""
    kind = page_at(page).slide
    compared = {"compare": [screen.compare]} if kind == "overview" and screen.compare else {}
    found = [_Offer(kind, SLIDES[kind], filters, compared)]
    if page == "analysis":
        title, words = analysis_table.slide_of(filters, screen)
        found.insert(0, _Offer("analysis", title, filters, words))
    if page == "offices" and (office := screen.profile or _only_office(filters)):
        own = replace(filters, offices=(office,))
        found.insert(0, _Offer("profile", f"股室画像:{office}", own))
    tasks = ledger_data.answer("task_list", filters.cleared())
    for task in tasks.loc[tasks["task_id"] == (screen.task or -1)].to_dict("records"):
        title = f"{task['number']} {task['title']}"[:60]
        found.insert(0, _Offer("task", title, filters.cleared(), {"task": [str(task["task_id"])]}))
    return found


def _only_office(filters: Filters) -> str:
    """Return the office that alone is filtered by; empty when there is no such."""
    return filters.offices[0] if len(filters.offices) == 1 else ""


def place_add_to_meeting(shown: SharedView) -> None:
    """Place the choice of agenda and slide."""
    filters = shown.filters
    rows = ledger_data.query("agendas").to_dict("records")
    names = {int(row["agenda_id"]): str(row["name"]) for row in rows}
    agenda_id = st.selectbox(
        "议程",
        [*names, _NEW],
        format_func=lambda number: names.get(number, "新建议程……"),
        key="agenda joined",
    )
    name = names.get(agenda_id, "")
    if not agenda_id:
        name = st.text_input(
            "议程名称", max_chars=60, key="agenda name", placeholder="例如:第三季度调度会"
        )
    found = _offers(shown.page, filters, shown.screen)
    at = st.radio(
        "内容",
        range(len(found)),
        format_func=lambda place: escaped(found[place].title),
        key="joined",
    )
    offer = found[at]
    title = st.text_input("标题", value=offer.title, max_chars=60, key=f"title {offer.title}")
    fixed = st.checkbox(
        f"固定日期(始终显示 {filters.as_of} 的数据)",
        value=filters.as_of != shown.default_day,
        key="fixed day",
    )
    if st.button("加入", type="primary"):
        words = urlencode(_slide_words(offer, fixed), doseq=True)
        new_title = "" if title.strip() == SLIDES[offer.kind] else title
        _add_slide(agenda_id or None, name, offer.kind, new_title, words)


def _slide_words(offer: _Offer, fixed: bool) -> dict[str, list[str]]:
    """Return the URL's words of a slide: the filters, the day only when it is to stay."""
    query = to_query(replace(offer.filters, known_at=None))  # a meeting knows what it knows
    if not fixed:
        query.pop("as_of")
    return query | dict(offer.words)


def _add_slide(agenda_id: int | None, name: str, kind: str, title: str, words: str) -> None:
    """Save the agenda with its new slide and show a notice, or show the error."""
    try:
        with _WRITE_LOCK:
            slides = agenda.with_slide_added(
                agenda_records.slides_of(opened_ledger.ledger(), agenda_id, None),
                kind,
                title,
                words,
            )
            agenda_records.save_agenda(
                opened_ledger.ledger(),
                agenda_id=agenda_id,
                name=name,
                slides=slides,
                now=clock.now(),
            )
    except DashboardError as error:
        st.error(in_lines(str(error)))
        return
    close_dialog()
    session.notify(f"已把“{title or SLIDES[kind]}”加入议程“{name}”。")
    st.rerun()
