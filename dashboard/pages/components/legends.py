"""The legends above charts: the colours of the states, and those of one chart."""

import html
from collections.abc import Sequence

import streamlit as st

from dashboard.core.labels import COUNTED_STATES, STATES, state_words
from dashboard.core.state_rules import brief_rules, stale_rule, state_rule
from dashboard.pages.answers import ledger_data
from dashboard.pages.base import session

_LEGEND = """<style>
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; font-size: 0.95rem; }
.legend i { display: inline-block; width: 0.9em; height: 0.9em; margin-right: 0.4em;
  vertical-align: -0.08em; border: 1px solid #8B95A1; }
.legend i.unreported { background-image:
  repeating-linear-gradient(135deg, #fff9 0 2px, transparent 2px 5px); }
</style>"""


def state_legend() -> None:
    """Place the states' colours, marks and words in one line; with its rule as a tooltip."""
    limits = ledger_data.thresholds()
    dark = session.is_dark()
    marks = "".join(
        f'<span title="{STATES[code].label}:{state_rule(code, limits)}"><i class="{code}" '
        f'style="background-color:{STATES[code].dark if dark else STATES[code].light}"></i>'
        f"{state_words(code)}</span>"
        for code in COUNTED_STATES
    )
    st.html(
        f'{_LEGEND}<div class="legend" title="{stale_rule(limits)}">{marks}'
        f"<span>{brief_rules(limits)}</span></div>"
    )


def chart_legend(entries: Sequence[tuple[str, str]]) -> None:
    """Place the colours of a chart with their words in one line."""
    marks = "".join(
        f'<span><i style="background-color:{colour}"></i>{html.escape(words)}</span>'
        for words, colour in entries
    )
    if marks:
        st.html(f'{_LEGEND}<div class="legend">{marks}</div>')
