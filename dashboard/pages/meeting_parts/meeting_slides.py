"""Which answers each slide is built from; it is built once for all who look at the same view."""

from dataclasses import replace

import orjson
import pandas as pd

from dashboard.analysis import crosstab as tabulated
from dashboard.analysis import explanation, reporting
from dashboard.core.labels import BASES, QUARTERS, STATES
from dashboard.core.measures import MEASURES
from dashboard.core.sentences import part_for_json
from dashboard.core.slide_kinds import SLIDES
from dashboard.figures.crosstab import drawn
from dashboard.figures.crosstab_look import legend
from dashboard.figures.quarters import history, year_line
from dashboard.meetings.slides import crosstab, lists, single, standing
from dashboard.meetings.slides import number as deck_number
from dashboard.meetings.slides import since as changes
from dashboard.meetings.slides.parts import Block, slide
from dashboard.pages.answers import (
    analysis_tables,
    comparisons,
    crosstabs,
    ledger_data,
)
from dashboard.pages.answers.opened_ledger import per_revision
from dashboard.pages.base import session
from dashboard.pages.meeting_parts.slide_request import Meeting, SlideRequest
from dashboard.view.filters import Filters
from dashboard.view.screen_state import PAGE_WORDS, from_query
from dashboard.view.share_links import filter_lines
from dashboard.view.steps import Step

_HEIGHT = 400
"""Of a figure before the browser gives it its place."""

_MOST_PROFILES = 3
"""The number of offices with a profile if none was selected: those furthest behind."""


def overview(request: SlideRequest) -> Block:
    view = request.view
    numbers = comparisons.numbers(
        view, comparisons.default_reference(view, request.meeting.compare)
    )
    return standing.overview(_figures_of(view), numbers)


def offices(request: SlideRequest) -> Block:
    view = request.view
    frame = ledger_data.answer("completion_by_office", view)
    return standing.ranking(frame, "office", "股室", _behind_gap(), is_thin=_is_thin(view))


def themes(request: SlideRequest) -> Block:
    view = request.view
    frame = ledger_data.answer("completion_by_theme", view)
    return standing.ranking(frame, "theme", "主题", _behind_gap(), is_thin=_is_thin(view))


def quarters(request: SlideRequest) -> Block:
    view = request.view
    frame = ledger_data.answer("completion_by_quarter", view)
    line = year_line(frame, as_of=view.as_of, subtitle="", dark=request.is_dark, height=_HEIGHT)
    return standing.quarters(frame, line)


def behind(request: SlideRequest) -> Block:
    view = request.view
    offices = ledger_data.answer("completion_by_office", view)
    return lists.behind(ledger_data.answer("task_list", view), _figures_of(view), offices)


def problems(request: SlideRequest) -> Block:
    view = request.view
    return lists.problems(ledger_data.answer("task_list", view), _figures_of(view))


def tasks(request: SlideRequest) -> Block:
    """Return the tasks of a view, or those of one item of it."""
    view = request.view
    about = request.about
    frame = ledger_data.answer("task_list", view)
    if about.kind == "item":
        own = frame.loc[frame["item_id"] == about.id]
        if own.empty:
            return _missing_slide("这个事项")
        cell = f"item:{own['theme'].iloc[0]} {own['item_number'].iloc[0]}"
        return lists.tasks(own, _item_figures(view, about.id), _item_name(own), cell)
    return lists.tasks(frame, _figures_of(view), _tasks_name(about))


def _tasks_name(about: Step) -> str:
    """Return what a list of tasks is called by the step that leads to it."""
    match about.kind:
        case "state":
            return STATES[about.value].label
        case "quarter":
            return f"{QUARTERS[about.id]}到期"
    return "所选措施"


def theme(request: SlideRequest) -> Block:
    view = request.view
    name = request.about.value
    numbers = ledger_data.answer("completion_by_theme", view)
    items = ledger_data.answer("completion_by_item", view)
    if numbers.empty:
        return _missing_slide(name)
    return single.theme(name, numbers.iloc[0], items, _behind_gap())


def profile(request: SlideRequest) -> Block:
    view = request.view
    name = request.about.value
    numbers = ledger_data.answer("completion_by_office", view)
    if numbers.empty:
        return _missing_slide(name)
    line = year_line(
        ledger_data.answer("completion_by_quarter", view),
        as_of=view.as_of,
        subtitle="",
        dark=request.is_dark,
        height=_HEIGHT,
        cells=(f"office:{name}",),
    )
    return single.profile(name, numbers.iloc[0], ledger_data.answer("task_list", view), line)


def task(request: SlideRequest) -> Block:
    view = request.view
    task_id = request.about.id
    rows = ledger_data.answer("task_list", view)
    rows = rows.loc[rows["task_id"] == task_id]
    if rows.empty:
        return _missing_slide("这项措施")
    reports = ledger_data.answer("task_history", view, tasks=[task_id])
    line = history(
        reports, rows.iloc[0], as_of=view.as_of, subtitle="", dark=request.is_dark, height=_HEIGHT
    )
    return single.task(rows.iloc[0], reports, None if reports.empty else line)


def since(request: SlideRequest) -> Block:
    view = request.view
    decisions = _decisions_of(view)
    taken = decisions.loc[decisions["meeting_id"] == request.meeting.last_meeting_id]
    changed = ledger_data.answer("changes_since", view, since=request.meeting.since)
    return changes.since(changed, taken, request.meeting.against, request.meeting.since)


def decisions(request: SlideRequest) -> Block:
    view = request.view
    rows = _decisions_of(view)
    is_taken = rows["meeting_id"] == request.meeting.meeting_id
    codes = [
        dict(zip(("picture", "title", "text"), code, strict=True)) for code in request.meeting.codes
    ]
    still_open = rows.loc[~is_taken & (rows["outcome"] != "done")]
    return changes.decided(rows.loc[is_taken], still_open, codes)


def analysis(request: SlideRequest) -> Block:
    """Return the slide of a free analysis, which its words describe."""
    view = request.view
    words = request.about.words
    asked, _dropped = from_query(
        {word: values for word, values in words.items() if word in PAGE_WORDS["analysis"]},
        ledger_data.known_values(ledger_data.choices(view.year)),
    )
    table = analysis_tables.table_of(view, asked)
    kind = tabulated.picture(asked, table)
    if kind == "none":
        return crosstab.analysis(table, None)
    names = legend(table, dark=request.is_dark) if kind in ("stacked", "tree") else []
    return crosstab.analysis(
        table, drawn(table, kind, subtitle="", dark=request.is_dark, least=_HEIGHT), names
    )


def number(request: SlideRequest) -> Block:
    """Return what is behind a number of a slide."""
    view = request.view
    measure, texts = request.about.number
    cells = crosstabs.cells_of(texts)
    found = crosstabs.behind(view, measure, cells)
    missing = explanation.missing(cells, found.number if found else None)
    if found is None or missing:
        return slide(missing, ("—", MEASURES[measure].label, ""), [])
    limits = ledger_data.thresholds()
    facts = explanation.facts(view, measure, found.number, found.day, limits)
    return deck_number.number(measure, cells, found.number, found.tasks, facts)


BUILDERS = {
    each.__name__: each
    for each in (
        overview,
        since,
        themes,
        offices,
        quarters,
        behind,
        problems,
        profile,
        decisions,
        tasks,
        theme,
        task,
        analysis,
        number,
    )
}


def _figures_of(view: Filters) -> pd.Series:
    return ledger_data.overview(view)


def _is_thin(view: Filters) -> bool:
    return reporting.is_thin(_figures_of(view))


def _behind_gap() -> float:
    """Return the gap below which a task is behind, in percentage points."""
    return ledger_data.thresholds()["behind_gap"]


def _item_figures(view: Filters, item_id: int) -> pd.Series:
    """Return an item's figures under the names that those of a view have."""
    items = ledger_data.answer("completion_by_item", view)
    return items.loc[items["item_id"] == item_id].iloc[0]


def _item_name(rows: pd.DataFrame) -> str:
    return f"{rows['item_number'].iloc[0]} {rows['item'].iloc[0]}" if len(rows) else "这个事项"


def _decisions_of(view: Filters) -> pd.DataFrame:
    """Return the decisions of a plan's meetings; no filter narrows them."""
    return ledger_data.answer("decisions", view.cleared())


def _has_tasks(view: Filters) -> bool:
    """Whether anything matches a view, cancelled tasks included."""
    figures = _figures_of(view)
    return bool(figures["tasks"] or figures["cancelled"])


def _empty_slide(request: SlideRequest) -> Block:
    """Return the slide of a view whose filters keep nothing."""
    view = request.view
    words = "没有符合条件的措施,请减少筛选条件"
    if view.known_at and not view.narrowed:
        words = "定格的那一刻还没有登记措施"
    return slide(words, ("0 项", "符合条件", ""), [])


def _missing_slide(name: str) -> Block:
    """Return the slide in place of something that the view no longer holds."""
    return slide(f"{name}不在当前的筛选条件之内", ("—", "没有措施", ""), [])


def offices_to_portray(view: Filters) -> tuple[str, ...]:
    """Return the offices that are portrayed when none was chosen; those that hardly report last."""
    if view.offices:
        return view.offices
    frame = ledger_data.answer("completion_by_office", view)
    ranked = frame.dropna(subset=["gap"]).sort_values(
        ["is_gap_known", "gap"], ascending=[False, True], kind="stable"
    )
    return tuple(ranked["office"].head(_MOST_PROFILES))


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


def slide_json(request: SlideRequest) -> bytes:
    """Return a slide as JSON."""
    # the codes differ from reader to reader, the other slides do not
    codes = request.meeting.codes if request.kind == "decisions" else ()
    meeting = replace(request.meeting, codes=codes)
    return _build_once(replace(request, meeting=meeting, is_dark=session.is_dark()))


@per_revision(shared=True)
def _build_once(request: SlideRequest) -> bytes:
    """Build a slide and pack it."""
    kind, view = request.kind, request.view
    build = BUILDERS[kind] if kind == "decisions" or _has_tasks(view) else _empty_slide
    words = {
        "key": request.key,
        "name": request.name or SLIDES[kind],
        "foot": _foot_line(view, request.meeting, kind),
    }
    return orjson.dumps(
        build(request) | words, default=part_for_json, option=orjson.OPT_SERIALIZE_NUMPY
    )
