"""What the check of a spreadsheet proposes: a person accepts it line by line, or all at once."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.importing.spreadsheets.offers import Offer, OfferKind
from dashboard.pages.import_parts.long_table import long_table_height
from dashboard.pages.import_parts.state import Upload

_KINDS: Final[dict[OfferKind, tuple[str, str]]] = {
    "match": (
        "{count} 行对应哪项任务,请确认",
        "序号和文字没有同时对上。左边是文件中的写法,右边是台账中可能的任务;采纳的才导入。",
    ),
    "cancel": (
        "{count} 项任务可能已取消,请确认",
        "文件中划掉了,或写明已取消。采纳的记为取消(进展保留,不再计入统计);不采纳的照常导入。",
    ),
}
"""The heading of the offers of a kind, and what accepting them means."""

_LOOKS: Final = {
    "采纳": st.column_config.CheckboxColumn(width=72),
    "文件中": st.column_config.TextColumn(width=140, disabled=True),
    "台账中": st.column_config.TextColumn(width=190, disabled=True),
    "原因": st.column_config.TextColumn(width=90, disabled=True),
    "位置": st.column_config.TextColumn(width=90, disabled=True),
}


def place_offers(file: Upload, offers: Sequence[Offer]) -> tuple[str, ...]:
    """Place the offers of each kind; return the keys of those that are accepted."""
    accepted: list[str] = []
    for kind in _KINDS:
        own = [offer for offer in offers if offer.kind == kind]
        if own:
            accepted += _place_kind(file, kind, own)
    return tuple(accepted)


def _place_kind(file: Upload, kind: OfferKind, offers: Sequence[Offer]) -> list[str]:
    """Place the offers of one kind; return the keys of the accepted ones."""
    title, words = _KINDS[kind]
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{title.format(count=len(offers))}**", width="content")
            st.space("stretch")
            is_all = st.checkbox("全部采纳", key=f"accept all {kind} {file.digest}")
        st.caption(words)
        edited = st.data_editor(
            _listed(offers, is_all=is_all),
            key=f"offers {kind} {file.digest} {is_all}",
            hide_index=True,
            height=long_table_height(len(offers)),
            column_order=[name for name in _LOOKS if kind == "match" or name != "台账中"],
            column_config=_LOOKS,
            alt=title.format(count=len(offers)),
        )
    return [offer.key for offer, taken in zip(offers, edited["采纳"], strict=True) if taken]


def _listed(offers: Sequence[Offer], *, is_all: bool) -> pd.DataFrame:
    """Return one row an offer."""
    rows = [(is_all, each.in_file, each.in_ledger, each.why, each.where) for each in offers]
    return pd.DataFrame(rows, columns=list(_LOOKS))
