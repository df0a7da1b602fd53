"""数从哪来: what a number is, how it is worked out, and the tasks that make it."""

from functools import partial
from html import escape
from itertools import chain
from typing import Final, Literal

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.analysis import explanation
from dashboard.analysis.crosstab_query import Cells
from dashboard.core.assets import script
from dashboard.core.marks import parse_mark
from dashboard.core.measures import MEASURES, OFFERED
from dashboard.core.sentences import SentencePart
from dashboard.exports.explanation_workbook import explained_workbook
from dashboard.pages.answers import crosstabs, ledger_data, opened_ledger
from dashboard.pages.answers.crosstabs import ExplainedNumber
from dashboard.pages.base import address_bar, session
from dashboard.pages.base.dialogs import EXPLANATION, dialog, open_dialog
from dashboard.pages.base.guard import guarded, uninterrupted
from dashboard.pages.base.state import Key, widget
from dashboard.pages.components import numbers
from dashboard.pages.components.downloads import download
from dashboard.pages.components.tables import as_printed, table, with_words
from dashboard.view.filters import Filters
from dashboard.view.table_columns import SCREEN_TABLES

_MOST_ROWS, _HEIGHT = 9, 380
"""More rows than these scroll in a table of this height in pixels."""

_LINE = "点任何数字或图形,看它从哪里来"
"""While it is on the page, a click on a mark explains it."""

_EXPLAINER: Final = "explainer"

_SHOWN: Final = Key[tuple[str, tuple[str, ...]]]("explanation shown", ("", ()))
"""The measure and the cells that the dialog explains."""

_mount = st.components.v2.component(_EXPLAINER, js=script("explainer.js"))
_mount_line = st.components.v2.component(
    "explaining_line", js=script("explaining_line.js"), isolate_styles=False
)


def place_explaining_switch() -> None:
    """Place the button that turns clicks into questions, and back."""
    st.button(
        "数从哪来",
        icon=":material/help_center:",
        key="explaining switch",
        type="primary" if session.is_explaining() else "secondary",
        on_click=session.toggle_explaining,
    )


def place_explaining_line() -> None:
    """Place a hint while clicks explain."""
    if session.is_explaining():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _mount_line(key="explaining line", data=_LINE, width="content")
            st.button(
                "结束",
                key="explaining end",
                on_click=session.toggle_explaining,
                shortcut="Esc",
                type="tertiary",
            )


def place_explanations(place: DeltaGenerator) -> None:
    """Place the listener for clicks on numbers, which opens the explanation over any page.

    The container must be the same on every page and for every view, so that a click made while
    the next page is loading is not lost.
    """
    with place:
        _listen(_shown_on_page())


def _shown_on_page() -> tuple[Filters, tuple[str, int]]:
    """Return what the numbers of a page are of: its view, and the state of the ledger."""
    return session.current(), opened_ledger.revision()


@st.fragment
def _listen(shown: tuple[Filters, tuple[str, int]]) -> None:
    """Listen for clicks on numbers, and explain the clicked one.

    A fragment, so that the page is not rerun for a click, unless what it shows is outdated.
    """
    if shown != _shown_on_page():
        st.rerun()
    _mount(key=_EXPLAINER, on_mark_change=partial(uninterrupted, _explain_clicked))
    address_bar.write_url()
    guarded(_place_dialog)


def _explain_clicked() -> None:
    """Explain the number that was clicked."""
    if mark := parse_mark(widget(_EXPLAINER)["mark"]):
        session.explain(mark.measure, mark.cells)


def _place_dialog() -> None:
    """Show what is behind the number that the screen names."""
    dialog(EXPLANATION, "数从哪来", _place_body, width="large", on_dismiss=_close)


def _close() -> None:
    """Close an explanation, unless a click has asked for another one at the same moment."""
    if _SHOWN.get() == (session.screen().explain, session.screen().cells):
        session.explain("", ())
        if session.screen().task is not None:
            st.rerun()  # its card waits under the explanation


def _place_body() -> None:
    """Place the explanation of the number that the screen names."""
    filters, screen = session.current(), session.screen()
    if not screen.explain:
        st.rerun()  # a row was chosen: its card takes the place of this dialog
    _SHOWN.set((screen.explain, screen.cells))
    cells = crosstabs.cells_of(screen.cells)
    found = crosstabs.behind(filters, screen.explain, cells)
    missing = explanation.missing(cells, found.number if found else None)
    if found is None or missing:
        st.text(missing)
    else:
        _place_number(filters, screen.explain, cells, found)


def _place_number(filters: Filters, code: str, cells: Cells, found: ExplainedNumber) -> None:
    """Place a number's words, the other numbers of the same tasks, and the tasks."""
    limits = ledger_data.thresholds()
    facts = explanation.facts(filters, code, found.number, found.day, limits)
    st.html(_as_html(explanation.title(code, cells, found.number), facts))
    st.markdown(f"**{explanation.rows_line(code, found.number, len(found.tasks))}**")
    if len(found.tasks):
        _place_tasks(filters, code, cells, found, facts)
    _place_other_measures(code, session.screen().cells)
    if st.button("分享这个数", icon=":material/share:", type="tertiary"):
        open_dialog("share")
        st.rerun()


def _place_other_measures(code: str, cells: tuple[str, ...]) -> None:
    """Place the other numbers of the same tasks; a click explains one of them instead."""
    asked = [each for each in OFFERED if each != code]
    parts = [
        [SentencePart("、" if at else ""), SentencePart(MEASURES[each].label, each, cells)]
        for at, each in enumerate(asked)
    ]
    numbers.lines("others", [SentencePart("同样这些措施,再看:"), *chain.from_iterable(parts)])


def _as_html(title: str, facts: dict[str, str]) -> str:
    """Return the words over the table; text of the ledger is shown as it was typed."""
    lines = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>"
        for label, text in facts.items()
        if text
    )
    return f"<div class='explained'><p>{escape(title)}</p><dl>{lines}</dl></div>"


def _place_tasks(
    filters: Filters, code: str, cells: Cells, found: ExplainedNumber, facts: dict[str, str]
) -> None:
    """Place the tasks behind a number, and both files of them."""
    tasks = with_words(found.tasks)
    counted = [explanation.counted_word(code, is_part=part) for part in tasks["is_part"]]
    tasks = tasks.assign(counted=counted)
    title = explanation.title(code, cells, found.number)
    height: int | Literal["content"] = _HEIGHT if len(tasks) > _MOST_ROWS else "content"
    table(
        tasks, "explained", name=explanation.file_name(code, cells), filters=filters, height=height
    )
    download(
        "下载 Excel",
        partial(_workbook, title, facts, tasks),
        f"{explanation.file_name(code, cells)}-{filters.as_of}.xlsx",
        key="explained workbook",
        is_quiet=True,
    )


def _workbook(title: str, facts: dict[str, str], tasks: pd.DataFrame) -> bytes:
    """Return the explanation as a workbook, with the headings of the table on the screen."""
    return explained_workbook(title, facts, as_printed(tasks, SCREEN_TABLES["explained"].columns))
