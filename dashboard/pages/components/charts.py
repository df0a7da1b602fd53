"""Charts on a page: drawn once for all sessions with the same view; a click filters.

st.plotly_chart remounts a chart when its data change and reports no clicks on heat maps; this
component updates the figures in place. Plotly itself comes from this machine: a small bundle
for axes, and the package's own for treemaps.
"""

import shutil
from dataclasses import replace
from functools import cache, partial
from html import unescape
from pathlib import Path
from typing import Any

import orjson
import plotly
import streamlit as st

from dashboard.core.assets import PLOTLY, read, script
from dashboard.core.marks import Mark, parse_mark
from dashboard.core.paths import STATIC
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base import session
from dashboard.pages.base.guard import uninterrupted
from dashboard.pages.base.look import factor
from dashboard.pages.base.state import widget
from dashboard.pages.components.drawings import DRAWINGS
from dashboard.view.filters import Filters

_mount = st.components.v2.component(
    "chart",
    js=script("chart.js"),
    css=read("css/chart.css"),
    isolate_styles=False,
)


def bundle(*, has_tree: bool) -> str:
    """Return the file of Plotly that draws charts: the small one knows no treemaps."""
    return _full_bundle() if has_tree else PLOTLY


@cache
def _full_bundle() -> str:
    """Put the Plotly of the installed package where Streamlit serves it; return its name."""
    name = f"plotly-{plotly.__version__}.min.js"
    if not (STATIC / name).exists():
        shutil.copyfile(
            Path(plotly.__file__).parent / "package_data" / "plotly.min.js", STATIC / name
        )
    return name


@per_revision(shared=True)
def _packed_chart(name: str, filters: Filters, dark: bool, alt: str, more: Any) -> dict[str, Any]:
    """Draw a chart and pack it for the browser, once for all sessions."""
    figure = DRAWINGS[name](filters, dark, **dict(more))
    marked_up = figure.layout.title.text.replace("<b>", "").replace("</b>", "")
    title = unescape(marked_up)  # it is read out, not drawn
    has_tree = any(trace.type == "treemap" for trace in figure.data)
    return {
        "figure": orjson.Fragment(figure.to_json()),
        "alt": f"{alt}:{title}",
        "filename": f"{alt}-{filters.as_of}",
        "bundle": bundle(has_tree=has_tree),
    }


def chart(name: str, filters: Filters, *, alt: str, place: str = "", **more: Any) -> None:
    """Place a chart of DRAWINGS; a click on a mark picks what its customdata names."""
    found = _packed_chart(name, filters, session.is_dark(), alt, tuple(sorted(more.items())))
    data = found | {"scale": factor()}
    key = f"chart {place or name}"
    _mount(
        key=key,
        data=orjson.dumps(data),
        on_mark_change=partial(uninterrupted, _on_mark, key),
    )


def _on_mark(key: str) -> None:
    """Handle a click on a mark of a chart."""
    if mark := parse_mark(widget(key)["mark"]):
        _apply_mark(mark)


def _apply_mark(mark: Mark) -> None:
    """Filter by the clicked mark; a second click on it removes the filter."""
    match mark:
        case Mark("cell", str(office), str(theme)):
            session.change_view(lambda filters: filters.toggled_cell(office, theme))
        case Mark("task", int(task)):
            session.change_screen(lambda screen: replace(screen, task=task))
        case Mark("item", int(item)):
            session.change_screen(
                lambda screen: replace(screen, item=None if screen.item == item else item)
            )
        case Mark("offices" | "themes" | "quarters" as name, value):
            session.change_view(lambda filters: filters.toggled(name, value))
