"""The button that takes a ledger for whole after writes were lost; every page says what it is."""

import streamlit as st

from dashboard.pages.answers import opened_ledger


def place_lost_writes() -> None:
    """Place the button as long as something is lacking."""
    ledger = opened_ledger.ledger()
    if ledger.lost_writes:
        st.button(
            "以现有内容为准",
            key="accept lost writes",
            disabled=ledger.read_only,
            on_click=ledger.accept_lost_writes,
        )
