"""分享: the link to what is on the screen, a line that says what it shows, and its QR code."""

import base64
import io
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

import pandas as pd
import segno
import streamlit as st

from dashboard.analysis import explanation
from dashboard.analysis.comparison import Reference
from dashboard.core import clock
from dashboard.core.assets import read, script
from dashboard.core.labels import QUARTERS, STATES
from dashboard.core.slide_kinds import SLIDES
from dashboard.meetings.drill import narrowed
from dashboard.pages.answers import crosstabs, ledger_data
from dashboard.pages.answers.comparisons import reference
from dashboard.pages.base import session
from dashboard.view import network_address, share_links
from dashboard.view.filters import Filters
from dashboard.view.pages import MEETING, page_at
from dashboard.view.share_links import LinkKind, SharedView, ViewSummary
from dashboard.view.steps import NO_STEP, Step, parse_step

mount_share = st.components.v2.component(
    "share",
    js=script("share.js"),
    css=read("css/share.css"),
    isolate_styles=False,
)


def place_share(shown: SharedView) -> None:
    """Place the choice of the link's kind, the link, its summary and its QR code."""
    kind: LinkKind = st.segmented_control(
        "链接种类",
        list(share_links.LINK_KINDS),
        default="frozen" if shown.filters.known_at else "live",
        format_func=share_links.LINK_KINDS.__getitem__,
        required=True,
        key="link kind",
    )
    now = clock.now()
    base = current_base(shown.page)
    link = share_links.link(
        base.url, shown.page, share_links.link_words(shown, kind, now), dark=session.is_dark()
    )
    if not base.is_reachable:
        st.warning(
            "这个地址只有本机能打开;要让同事也能打开,请把 HOST 设为 0.0.0.0,或设置 PUBLIC_URL。"
        )
    mount_share(
        key="share",
        data={
            "link": link,
            "line": share_links.summary_line(shown, _summary_of(shown), kind, now),
            "code": qr_code(link),
            "file": f"二维码-{page_at(shown.page).title}-{shown.filters.as_of}.png",
        },
    )


def current_base(page: str) -> network_address.LinkBase:
    """Return what links begin with; the browser's address without its page."""
    seen = st.context.url
    if seen:
        parts = urlsplit(seen)
        path = parts.path.rstrip("/").removesuffix(f"/{page}" if page else "")
        seen = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    return network_address.link_base(
        seen, st.get_option("server.address"), st.get_option("server.port")
    )


def _summary_of(shown: SharedView) -> ViewSummary:
    """Return what the line about a view names."""
    overview = ledger_data.overview(_view_of(shown))
    plans = ledger_data.plans()
    plan = plans.loc[plans["year"] == shown.filters.year].iloc[0]
    return ViewSummary(
        plan=str(plan["title"]),
        page=page_at(shown.page).title,
        tasks=int(overview["tasks"]),
        finished=int(overview["finished"]),
        behind=int(overview["behind_schedule"]),
        details=_details(shown),
        number=_drilled_number(shown),
    )


def _drilled_number(shown: SharedView) -> str:
    """Return the number that was drilled into with its value, '' where it was none."""
    *_, last = NO_STEP, *_steps(shown)
    if last.kind != "number":
        return ""
    measure, texts = last.number
    cells = crosstabs.cells_of(texts)
    found = crosstabs.behind(_view_of(shown), measure, cells)
    missing = explanation.missing(cells, found.number if found else None)
    return missing if found is None or missing else explanation.title(measure, cells, found.number)


def _view_of(shown: SharedView) -> Filters:
    """Return the view of what is on the screen: in the deck, what was drilled into is narrower."""
    view = shown.filters
    for step in _steps(shown):
        if step.kind == "item":
            item = _row_of(step, shown.filters)
            view = replace(view, items=(f"{item['theme']} {item['item_number']}",))
        elif step.kind != "task":
            view = narrowed(view, step)
    return view


def _steps(shown: SharedView) -> list[Step]:
    """Return the way down from the slide on the screen; none on other pages than the deck."""
    return list(map(parse_step, shown.screen.drill if shown.page == MEETING.address else ()))


def _row_of(step: Step, view: Filters) -> pd.Series:
    """Return a row of task_list of the task or the item that a step leads to."""
    tasks = ledger_data.answer("task_list", view.cleared())
    return tasks.loc[tasks[f"{step.kind}_id"] == step.id].iloc[0]


def _details(shown: SharedView) -> tuple[str, ...]:
    """Return what is opened on a page, in words."""
    screen, found = shown.screen, list[str]()
    kind = screen.slide.partition(".")[0].partition("-")[0]
    if shown.page == MEETING.address and kind in SLIDES:
        found.append(SLIDES[kind])
    found.extend(
        _step_words(step, shown.filters) for step in _steps(shown) if step.kind != "number"
    )
    if shown.page == "offices" and screen.profile:
        found.append(f"股室画像 {screen.profile}")
    if reference := _reference_of(shown):
        found.append(f"对比 {reference.words}")
    tasks = ledger_data.answer("task_list", shown.filters.cleared())
    if shown.page == "themes" and screen.item is not None:
        rows = tasks.loc[tasks["item_id"] == screen.item]
        found.extend(f"事项 {row.item_number} {row.item}" for row in rows.head(1).itertuples())
    if screen.task is not None:
        rows = tasks.loc[tasks["task_id"] == screen.task]
        found.extend(f"措施 {row.number} {row.title}" for row in rows.itertuples())
    return tuple(found)


def _reference_of(shown: SharedView) -> Reference | None:
    """Return what a page with figures is compared with."""
    has_view = page_at(shown.page).has_view
    return reference(shown.filters, shown.screen.compare) if has_view else None


def _step_words(step: Step, view: Filters) -> str:
    """Return one step of the way down from a slide in words."""
    if step.kind in ("task", "item"):
        row = _row_of(step, view)
        return str(f"{row['number']} {row['title']}" if step.kind == "task" else row["item"])
    if step.kind == "state":
        return STATES[step.value].label
    return f"{QUARTERS[step.id]}到期" if step.kind == "quarter" else step.value


@st.cache_data(show_spinner=False, max_entries=200)
def qr_code(link: str) -> str:
    """Return a picture of a link's QR code as a data address; empty when it is too long for one."""
    picture = io.BytesIO()
    try:
        segno.make(link, error="l", micro=False).save(picture, kind="png", scale=8, border=4)
    except segno.DataOverflowError:
        return ""
    return f"data:image/png;base64,{base64.b64encode(picture.getvalue()).decode()}"
