"""Charts on a page: drawn once for all who look at the same view, saved as PNG, clicked to filter."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard.filters import Filters
from dashboard.pages import session
from dashboard.pages.drawings import DRAWINGS
from dashboard.store import ledger_path

CHINESE = {
    "zh-CN": {
        "dictionary": {
            "Download plot as a PNG": "保存为图片",
            "Download plot as a png": "保存为图片",
            "Download plot": "保存为图片",
            "Taking snapshot - this may take a few seconds": "正在生成图片…",
            "Snapshot succeeded": "图片已保存",
            "Sorry, there was a problem downloading your snapshot!": "图片未能保存",
        },
        "format": {"date": "%Y-%m-%d"},
    }
}


@st.cache_resource(show_spinner=False, max_entries=session.CACHED)
def drawn(name: str, filters: Filters, dark: bool, path: str, revision: int, more: Any) -> go.Figure:
    """Draw a chart; a figure is never changed afterwards, so all sessions may hold the same one."""
    return DRAWINGS[name](filters, dark, **dict(more))


def chart(name: str, filters: Filters, *, alt: str, place: str = "", **more: Any) -> None:
    """Place a chart of DRAWINGS; a click on a mark picks what its customdata names."""
    figure = drawn(
        name,
        filters,
        session.is_dark(),
        str(ledger_path()),
        session.ledger().revision,
        tuple(sorted(more.items())),
    )
    key = f"chart {place or name}"
    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        on_select=pick_from(key),
        selection_mode="points",
        alt=f"{alt}:{figure.layout.title.text.replace('<b>', '').replace('</b>', '')}",
        config={
            "displaylogo": False,
            "displayModeBar": "hover",
            "modeBarButtons": [["toImage"]],
            "locale": "zh-CN",
            "locales": CHINESE,
            "toImageButtonOptions": {
                "filename": f"{alt}-{filters.as_of}",
                "format": "png",
                "scale": 2,
            },
        },
    )


def pick_from(key: str) -> Any:
    """Return the callback of a chart's clicks."""

    def pick() -> None:
        points = st.session_state[key]["selection"]["points"]
        picked = points[0].get("customdata") if points else None
        if picked:
            take(*picked)

    return pick


def take(kind: str, value: Any, other: Any) -> None:
    """Filter by what was clicked; the same again releases it."""
    match kind:
        case "cell":
            both = (list(session.current().offices), list(session.current().themes))
            chosen = ([], []) if both == ([value], [other]) else ([value], [other])
            st.session_state["offices"], st.session_state["themes"] = chosen
        case "item" | "task":
            st.session_state[f"chosen {kind}"] = value
        case _:
            session.changed(lambda filters: filters.toggled(kind, value))
