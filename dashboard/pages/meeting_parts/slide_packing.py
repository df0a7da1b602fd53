"""A slide of the deck as JSON: built once for all who look at the same view."""

from dataclasses import dataclass, replace

import orjson

from dashboard.core.labels import BASES
from dashboard.core.sentences import part_for_json
from dashboard.core.slide_kinds import SLIDES
from dashboard.meetings.slides.block_types import Slide
from dashboard.meetings.slides.parts import has_tree, slide
from dashboard.pages.answers import ledger_data
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base import session
from dashboard.pages.meeting_parts.meeting_slides import BUILDERS
from dashboard.pages.meeting_parts.slide_request import Meeting, SlideRequest
from dashboard.view.filters import Filters
from dashboard.view.share_links import filter_lines


@dataclass(frozen=True)
class PackedSlide:
    """A slide for the browser."""

    json: bytes
    has_tree: bool
    """Whether it shows a treemap, which only the whole of Plotly draws."""


def packed_slide(request: SlideRequest) -> PackedSlide:
    """Return a slide, built for the look of the session."""
    # the codes differ from reader to reader, the other slides do not
    codes = request.meeting.codes if request.kind == "decisions" else ()
    meeting = replace(request.meeting, codes=codes)
    return _build_once(replace(request, meeting=meeting, is_dark=session.is_dark()))


@per_revision(shared=True)
def _build_once(request: SlideRequest) -> PackedSlide:
    """Build a slide and pack it."""
    kind, view = request.kind, request.view
    build = BUILDERS[kind] if kind == "decisions" or _has_tasks(view) else _empty_slide
    built = build(request)
    words = {
        "key": request.key,
        "name": request.name or SLIDES[kind],
        "foot": _foot_line(view, request.meeting, kind),
    }
    packed = orjson.dumps(built | words, default=part_for_json, option=orjson.OPT_SERIALIZE_NUMPY)
    return PackedSlide(packed, has_tree(built["blocks"]))


def _has_tasks(view: Filters) -> bool:
    """Whether anything matches a view, cancelled tasks included."""
    figures = ledger_data.overview(view)
    return bool(figures["tasks"] or figures["cancelled"])


def _empty_slide(request: SlideRequest) -> Slide:
    """Return the slide of a view whose filters keep nothing."""
    view = request.view
    words = "没有符合条件的措施,请减少筛选条件"
    if view.known_at and not view.narrowed:
        words = "定格的那一刻还没有登记措施"
    return slide(words, ("0 项", "符合条件", ""), [])


def _foot_line(view: Filters, meeting: Meeting, kind: str) -> str:
    """Return the line at the foot of a slide: the day, the way of counting, how new it is."""
    updated = ledger_data.updated_words(view)
    words = [f"数据截至 {view.as_of}", f"口径 {BASES[view.basis][:2]}", updated]
    if kind == "since":
        words.append(f"对比 {meeting.since}")
    if view.known_at:
        words.append(f"定格于 {view.known_at:%Y-%m-%d %H:%M}")
    if view.narrowed:
        words.append(f"已筛选 {'、'.join(filter_lines(view))}")
    if not ledger_data.is_own(view.year):
        words.append("演示数据")
    return " · ".join(words)
