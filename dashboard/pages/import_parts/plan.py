"""The review of a plan document: each row beside its sentence, edited in place."""

from functools import partial
from math import ceil
from typing import Any, Final

import pandas as pd
import streamlit as st

from dashboard.core import clock
from dashboard.core.clean_text import clean_text
from dashboard.importing.documents.plan import Plan
from dashboard.importing.documents.plan_draft import DUE_TEXT
from dashboard.importing.processes.contents import PlanFile
from dashboard.importing.service import plans
from dashboard.importing.service.plans import UNITS, Unit
from dashboard.importing.service.review import QUOTE, as_draft, totals
from dashboard.pages.answers import opened_ledger
from dashboard.pages.base.guard import guarded
from dashboard.pages.base.state import has_widget, set_widget, widget
from dashboard.pages.import_parts.reading_progress import known_names
from dashboard.pages.import_parts.state import HEADS, REVIEWS, Head, Review, Upload
from dashboard.pages.import_parts.upload import offered_years
from dashboard.pages.import_parts.version import book

_WIDE: Final = 270
"""Pixels of the two columns that hold sentences."""

_MOST_REVIEWS: Final = 5
"""Earlier reviews of a session that one can go back to."""

_ACROSS: Final = 18
"""Characters that fit a line of them."""

_HEADINGS: Final[dict[str, tuple[str, Any]]] = {
    "number": ("序号", st.column_config.TextColumn(width=60, pinned=True)),
    "theme": ("主题", st.column_config.TextColumn(width=84)),
    "item": ("事项", st.column_config.TextColumn(width=130)),
    "text": ("措施", st.column_config.TextColumn(width=_WIDE)),
    QUOTE: ("原文", st.column_config.TextColumn(width=_WIDE, disabled=True)),
    "lead_office": ("牵头股室", None),
    "support_offices": ("配合股室", None),
    "leader": ("分管领导", st.column_config.TextColumn(width=105)),
    DUE_TEXT: ("时限原文", st.column_config.TextColumn(width=90, disabled=True)),
    "due_date": ("完成时限", st.column_config.DateColumn(width=105, format="YYYY-MM-DD")),
    "target_text": ("目标", st.column_config.TextColumn(width=120)),
    "target": ("目标值", st.column_config.NumberColumn(width=80)),
    "unit": ("单位", st.column_config.TextColumn(width=60)),
}
"""The columns of the review: heading and look; those of offices are made with their list."""


def review(file: Upload, document: PlanFile) -> None:
    """Place a plan's head, what it comes to, the button that books it, and its rows."""
    head, unit = _place_head(file, document.plan)
    numbers, aside, last = st.columns([1.3, 2, 0.8], vertical_alignment="center")
    edited = _place_rows(file, document, unit, known_names().offices)
    draft = as_draft(edited, head.year or clock.today().year)
    with numbers:
        _place_totals(draft)
    with aside:
        _place_notes(document.plan)
    with last:
        book(file, head.named(), draft)


def _place_head(file: Upload, plan: Plan) -> tuple[Head, Unit]:
    """Place year, title and organisation, which can be mended, and the switch of what a row is."""
    head = HEADS.get().get(file.digest) or _head_of(plan)
    HEADS.set({**HEADS.get(), file.digest: head})
    left, middle, right, last = st.columns([1, 3, 2, 1.5], vertical_alignment="bottom")
    years = offered_years(*([head.year] if head.year else []))
    head.year = left.selectbox(
        "年度",
        years,
        index=years.index(head.year) if head.year else None,
        format_func=lambda year: f"{year} 年",
        placeholder="请选择",
        filter_mode=None,
        key=f"plan year {file.digest}",
    )
    head.title = middle.text_input("标题", head.title, key=f"plan title {file.digest}")
    head.organisation = right.text_input(
        "单位",
        head.organisation,
        placeholder="如:云岫县教育局",
        key=f"plan bureau {file.digest}",
    )
    unit = last.segmented_control(
        "一行一条",
        list(UNITS),
        default="measure",
        format_func=UNITS.__getitem__,
        required=True,
        key=f"plan unit {file.digest}",
    )
    return head, unit


def _head_of(plan: Plan) -> Head:
    """Return what a plan says of itself, its bureau that of the ledger unless it names one."""
    _, title, organisation = plans.plan_name(opened_ledger.ledger(), plan, plan.year or 0)
    return Head(plan.year, title, organisation)


def _place_totals(draft: pd.DataFrame) -> None:
    with st.container(horizontal=True, gap="medium"):
        for label, count in totals(draft).items():
            st.metric(label, count, width="content")


def _place_notes(plan: Plan) -> None:
    """Place what the reader noted and what it could not place, each with its number."""
    if plan.notes:
        with st.expander(f"请核对:{len(plan.notes)} 处"):
            for note in plan.notes:
                st.text(note)
    if plan.unread:
        with st.expander(f"没有读入的文字:{len(plan.unread)} 行"):
            st.dataframe(
                pd.DataFrame(plan.unread, columns=["行", "文字"]),
                hide_index=True,
                column_config={"行": st.column_config.NumberColumn(width=50)},
                key="unread lines",
                alt="没有读入的文字",
            )


def _place_rows(file: Upload, document: PlanFile, unit: Unit, known: list[str]) -> pd.DataFrame:
    """Place the rows to be edited, and return them as they are now."""
    current = _review_of(file, document, unit, known)
    key = f"plan rows {file.digest} {unit}"
    if not has_widget(key):
        current.settle()
    current.edited = st.data_editor(
        current.rows,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        row_height=_row_height(current.rows),
        height=600 if len(current.rows) > 4 else "auto",
        column_order=[name for name in _HEADINGS if name in current.rows],
        column_config=looks(current.offices),
        placeholder="",
        alt="逐条核对",
    )
    _add_office(current)
    return current.edited


def _review_of(file: Upload, document: PlanFile, unit: Unit, known: list[str]) -> Review:
    """Return the review of a document's rows, begun from what was read."""
    reviews = REVIEWS.get()
    if (file.digest, unit) not in reviews:
        rows = plans.review_rows(document, unit)
        kept = dict(list(reviews.items())[-_MOST_REVIEWS:])
        reviews = {**kept, (file.digest, unit): Review(rows, rows, _offices_of(rows, known))}
        REVIEWS.set(reviews)
    return reviews[file.digest, unit]


def _offices_of(rows: pd.DataFrame, known: list[str]) -> list[str]:
    """Return the offices to choose from: those of the ledger, then those found in the document."""
    found = [*rows["lead_office"].dropna(), *rows["support_offices"].explode().dropna()]
    return list(dict.fromkeys([*known, *found]))


def looks(offices: list[str]) -> dict[str, Any]:
    """Return the look of each column."""
    columns = {
        name: {**look, "label": heading} if look else look
        for name, (heading, look) in _HEADINGS.items()
    }
    lead, support = _HEADINGS["lead_office"][0], _HEADINGS["support_offices"][0]
    columns["lead_office"] = st.column_config.SelectboxColumn(lead, width=105, options=offices)
    columns["support_offices"] = st.column_config.MultiselectColumn(
        support, width=140, options=offices
    )
    return columns


def _row_height(rows: pd.DataFrame) -> int:
    """Return how high rows must be for nine sentences of ten; the others open at a double click."""
    lengths = sorted(len(str(text)) for name in ("text", QUOTE) for text in rows[name])
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    return min(max(2, ceil(usual / _ACROSS)), 8) * 21 + 12


def _add_office(current: Review) -> None:
    """Offer to add an office that the list does not have."""
    with st.popover("增加股室", icon=":material/add:", type="tertiary"):
        st.text_input("列表中没有的股室,写上名称", key="new office", max_chars=40)
        st.button("加入列表", key="add office", on_click=partial(guarded, _take_office, current))


def _take_office(current: Review) -> None:
    name = clean_text(widget("new office")).strip()
    if name and name not in current.offices:
        current.offices = [*current.offices, name]
        current.settle()
    set_widget("new office", "")
