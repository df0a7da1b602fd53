"""Which answers each kind of slide is built from."""

from collections.abc import Callable
from typing import Final

import pandas as pd

from dashboard.analysis import explanation, reporting
from dashboard.analysis.crosstab import picture
from dashboard.core.labels import QUARTERS, STATES
from dashboard.core.measures import MEASURES
from dashboard.figures.crosstab import drawn
from dashboard.figures.crosstab_look import legend
from dashboard.figures.quarters import history, year_line
from dashboard.meetings.slides import crosstab, lists, number, since, single, standing
from dashboard.meetings.slides.block_types import Code, Slide
from dashboard.meetings.slides.parts import slide
from dashboard.pages.answers import analysis_tables, comparisons, crosstabs, ledger_data
from dashboard.pages.meeting_parts.slide_request import SlideRequest
from dashboard.view.filters import Filters
from dashboard.view.screen_state import PAGE_WORDS, from_query
from dashboard.view.steps import Step

_HEIGHT: Final = 400
"""Of a figure before the browser gives it its place."""


def _overview(request: SlideRequest) -> Slide:
    view = request.view
    numbers = comparisons.numbers(
        view, comparisons.default_reference(view, request.meeting.compare)
    )
    return standing.overview(_figures_of(view), numbers)


def _offices(request: SlideRequest) -> Slide:
    view = request.view
    frame = ledger_data.answer("completion_by_office", view)
    return standing.ranking(frame, "office", "股室", _behind_gap(), is_thin=_is_thin(view))


def _themes(request: SlideRequest) -> Slide:
    view = request.view
    frame = ledger_data.answer("completion_by_theme", view)
    return standing.ranking(frame, "theme", "主题", _behind_gap(), is_thin=_is_thin(view))


def _quarters(request: SlideRequest) -> Slide:
    view = request.view
    frame = ledger_data.answer("completion_by_quarter", view)
    line = year_line(frame, as_of=view.as_of, subtitle="", dark=request.is_dark, height=_HEIGHT)
    return standing.quarters(frame, line)


def _behind(request: SlideRequest) -> Slide:
    view = request.view
    offices = ledger_data.answer("completion_by_office", view)
    return lists.behind(ledger_data.answer("task_list", view), _figures_of(view), offices)


def _problems(request: SlideRequest) -> Slide:
    view = request.view
    return lists.problems(ledger_data.answer("task_list", view), _figures_of(view))


def _tasks(request: SlideRequest) -> Slide:
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


def _theme(request: SlideRequest) -> Slide:
    view = request.view
    name = request.about.value
    numbers = ledger_data.answer("completion_by_theme", view)
    items = ledger_data.answer("completion_by_item", view)
    if numbers.empty:
        return _missing_slide(name)
    return single.theme(name, numbers.iloc[0], items, _behind_gap())


def _profile(request: SlideRequest) -> Slide:
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


def _task(request: SlideRequest) -> Slide:
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


def _since(request: SlideRequest) -> Slide:
    view = request.view
    decisions = _decisions_of(view)
    taken = decisions.loc[decisions["meeting_id"] == request.meeting.last_meeting_id]
    changed = ledger_data.answer("changes_since", view, since=request.meeting.since)
    return since.since(changed, taken, request.meeting.against, request.meeting.since)


def _decisions(request: SlideRequest) -> Slide:
    view = request.view
    rows = _decisions_of(view)
    is_taken = rows["meeting_id"] == request.meeting.meeting_id
    codes = [
        Code(picture=picture, title=title, text=text)
        for picture, title, text in request.meeting.codes
    ]
    still_open = rows.loc[~is_taken & (rows["outcome"] != "done")]
    return since.decided(rows.loc[is_taken], still_open, codes)


def _analysis(request: SlideRequest) -> Slide:
    """Return the slide of a free analysis, which its words describe."""
    view = request.view
    words = request.about.words
    asked, _dropped = from_query(
        {word: values for word, values in words.items() if word in PAGE_WORDS["analysis"]},
        ledger_data.known_values(ledger_data.choices(view.year)),
    )
    table = analysis_tables.table_of(view, asked)
    kind = picture(asked, table)
    if kind == "none":
        return crosstab.analysis(table, None)
    names = legend(table, dark=request.is_dark) if kind in ("stacked", "tree") else []
    return crosstab.analysis(
        table, drawn(table, kind, subtitle="", dark=request.is_dark, least=_HEIGHT), names
    )


def _number(request: SlideRequest) -> Slide:
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
    return number.number(measure, cells, found.number, found.tasks, facts)


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


def _missing_slide(name: str) -> Slide:
    """Return the slide in place of something that the view no longer holds."""
    return slide(f"{name}不在当前的筛选条件之内", ("—", "没有措施", ""), [])


BUILDERS: Final[dict[str, Callable[[SlideRequest], Slide]]] = {
    "overview": _overview,
    "since": _since,
    "themes": _themes,
    "offices": _offices,
    "quarters": _quarters,
    "behind": _behind,
    "problems": _problems,
    "profile": _profile,
    "decisions": _decisions,
    "tasks": _tasks,
    "theme": _theme,
    "task": _task,
    "analysis": _analysis,
    "number": _number,
}
"""What builds each kind of slide."""
