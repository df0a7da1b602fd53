"""The legends above charts: the colours of the states, and those of one chart."""

import html
from collections.abc import Sequence

import streamlit as st

from dashboard.core.labels import COUNTED_STATES, STATES, state_words
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
    rules = {
        "verified": "完成情况已经核销",
        "done": "进度 100%",
        "on_track": "不属于其他各类",
        "due_soon": f"距完成时限 {limits['due_soon_days']:.0f} 天以内",
        "not_started": f"未到开始日,或开始 {limits['grace_days']:.0f} 天内尚无进展",
        "unreported": "一次也没有填报",
        "behind": f"落后序时超过 {-limits['behind_gap']:.0f} 个百分点",
        "severe": f"落后序时超过 {-limits['severe_gap']:.0f} 个百分点",
        "overdue": "过了完成时限仍未完成",
    }
    dark = session.is_dark()
    marks = "".join(
        f'<span title="{STATES[code].label}:{rules[code]}"><i class="{code}" '
        f'style="background-color:{STATES[code].dark if dark else STATES[code].light}"></i>'
        f"{state_words(code)}</span>"
        for code in COUNTED_STATES
    )
    stale = f"久未更新指未完成且超过 {limits['stale_days']:.0f} 天没有填报"
    thresholds = (
        f"滞后:落后序时 {-limits['behind_gap']:.0f} 点以上;"
        f"严重滞后:{-limits['severe_gap']:.0f} 点以上;临近到期:{limits['due_soon_days']:.0f} 天以内"
    )
    st.html(f'{_LEGEND}<div class="legend" title="{stale}">{marks}<span>{thresholds}</span></div>')


def chart_legend(entries: Sequence[tuple[str, str]]) -> None:
    """Place the colours of a chart with their words in one line."""
    marks = "".join(
        f'<span><i style="background-color:{colour}"></i>{html.escape(words)}</span>'
        for words, colour in entries
    )
    if marks:
        st.html(f'{_LEGEND}<div class="legend">{marks}</div>')
