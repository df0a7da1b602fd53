"""常用视图: named views, each with a short link that stays valid when the view is renamed."""

from collections.abc import Callable
from typing import Any, Final, NoReturn
from urllib.parse import parse_qs, urlencode

import pandas as pd
import streamlit as st

from dashboard.core import clock
from dashboard.core.errors import DashboardError
from dashboard.meetings import saved_views
from dashboard.pages.answers import ledger_data, opened_ledger
from dashboard.pages.base import address_bar, session
from dashboard.pages.base.dialogs import close_dialog
from dashboard.pages.base.guard import in_lines
from dashboard.pages.base.state import PAGE, Key, widget
from dashboard.pages.base.text import escaped
from dashboard.pages.components.share_dialog import current_base, mount_share
from dashboard.view import share_links
from dashboard.view.pages import page_at
from dashboard.view.share_links import SharedView

_LONGEST: Final = 60
"""Characters of a name."""

_WRITE_ERROR: Final = Key("view write error", "")
"""Why the last change of a view failed."""


def open_linked(page: str) -> None:
    """Open the view that a short link names; without it the page as it is, and say so."""
    asked = st.query_params.get("view")
    if asked is None:
        return
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    rows = ledger_data.query("saved_view", view_id=number)
    if rows.empty:
        session.notify(f"没有编号为 {asked[:20]} 的常用视图,已忽略。")
        rest = {word: st.query_params.get_all(word) for word in st.query_params}
        _open_view(page, urlencode(rest, doseq=True))
    row = rows.iloc[0]
    if not pd.isna(row["deleted_at"]):
        session.notify(f"常用视图“{row['name']}”已被删除,仍按它原来的条件打开。")
    _open_view(str(row["page"]), str(row["words"]))


def _open_view(page: str, words: str) -> NoReturn:
    """Open a page with the words of a view."""
    close_dialog()
    query = {word: values for word, values in parse_qs(words).items() if word != "view"}
    address_bar.open_words(page, query)
    st.switch_page(page_at(page).file)


def place_saved_views(shown: SharedView) -> None:
    """Place the form that keeps the present view, and a line for each that is kept."""
    with st.form("keep view", clear_on_submit=True, border=False):
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        left.text_input(
            "把现在的视图存为",
            placeholder="例如:基础教育股未达序时",
            max_chars=_LONGEST,
            key="view name",
        )
        right.form_submit_button(
            "保存", type="primary", width="stretch", on_click=_try_to_write, args=(_save, shown)
        )
    if error := _WRITE_ERROR.pop():
        st.error(in_lines(error))
    views = ledger_data.query("saved_views")
    if views.empty:
        st.caption("还没有常用视图。")
    for row in views.to_dict("records"):
        _place_view(int(row["view_id"]), row["name"], row["page"], row["words"])


def _place_view(number: int, name: str, page: str, words: str) -> None:
    """Place one view: its name, which opens it, its short link, and what changes it."""
    with st.container(border=True, key=f"view {number}"):
        title = escaped(f"{name} · {page_at(page).title}")
        icon = ":material/bookmark:"
        if st.button(title, key=f"open view {number}", type="tertiary", icon=icon):
            _open_view(page, words)
        short = f"{current_base(PAGE.get()).url}/?view={number}"
        mount_share(key=f"link of view {number}", data={"link": short})
        with st.container(horizontal=True, gap="small"):
            _place_changes(number, name)


def _place_changes(number: int, name: str) -> None:
    """Place what renames and what deletes a view."""
    with st.popover("改名", key=f"renaming {number}"):
        st.text_input("新名称", value=name, key=f"name of view {number}", max_chars=_LONGEST)
        st.button(
            "确定", key=f"rename view {number}", on_click=_try_to_write, args=(_rename, number)
        )
    with st.popover("删除", key=f"deleting {number}"):
        st.text(f"删除“{name}”?已发出的短链接仍能打开。")
        st.button(
            "确定删除",
            key=f"delete view {number}",
            type="primary",
            on_click=_try_to_write,
            args=(_remove, number),
        )


def _try_to_write(run: Callable[[Any], None], about: Any) -> None:
    """Write to the ledger; an error is shown in the dialog."""
    try:
        run(about)
    except DashboardError as error:
        _WRITE_ERROR.set(str(error))


def _save(shown: SharedView) -> None:
    """Keep a view: a frozen one with its moment, any other so that it moves with the data."""
    kind: share_links.LinkKind = "frozen" if shown.filters.known_at else "live"
    words = urlencode(share_links.link_words(shown, kind, clock.now()), doseq=True)
    name = widget("view name")
    saved_views.save_view(
        opened_ledger.ledger(), name=name, page=shown.page, words=words, now=clock.now()
    )


def _rename(number: int) -> None:
    saved_views.rename_view(opened_ledger.ledger(), number, widget(f"name of view {number}"))


def _remove(number: int) -> None:
    saved_views.delete_view(opened_ledger.ledger(), number, now=clock.now())
