"""Every number of every page, and what explains it, against plain Python over the tables."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.analysis import headline_numbers
from dashboard.core.sentences import SentencePart
from dashboard.meetings.drill import DRILLED, narrowed
from dashboard.pages.answers import crosstabs, ledger_data
from dashboard.pages.components.drawings import DRAWINGS
from dashboard.pages.meeting_parts.meeting_slides import BUILDERS
from dashboard.pages.meeting_parts.slide_request import Meeting, SlideRequest
from dashboard.view.filters import Filters
from dashboard.view.steps import NO_STEP, Step
from dashboard.view.table_columns import SCREEN_TABLES
from tests.support import odd_plan
from tests.support.app import opened, troubles
from tests.support.app_output import charts, components
from tests.support.odd_world import World, is_rounded, views
from tests.support.plain_ledger import SHARES, Number, PlainLedger, Task, View

CHARTS = [
    "states_by_office", "office_by_theme", "office_by_quarter", "completion_by_theme",
    "theme_by_quarter", "plan_tree", "year_line", "due_and_done",
]  # fmt: skip
"""The charts of numbers; that of a task's history has none that a card does not tell."""

SAID = re.compile(
    r"(?P<part>\d+)/(?P<of>\d+)(?:\((?P<rate>[\d.]+)%\))?|(?P<gap>[+-]\d+\.\d)|(?P<value>\d+(?:\.\d+)?)"
)
"""A number in words: a part of a base with its rate, a gap with its sign, or the value itself."""


SIGNED = re.compile(r"[+-]\d")
REPORTED = re.compile(r"填报 \d+/\d+")
"""What is said in place of a gap of which hardly any report tells."""

COLOURED = ("heatmap", "treemap")


class Claim(NamedTuple):
    """What a page says: a number by its address, as a value, in words, or both."""

    measure: str
    cells: tuple[str, ...]
    value: float | None = None
    text: str = ""


def claims(filters: Filters) -> list[Claim]:
    """Return every number of the pages 总览, 股室, 主题 and 季度 for a view."""
    overview = ledger_data.answer("overview", filters).iloc[0]
    found = [
        Claim("tasks", (), overview["tasks"]),
        Claim("cancelled", (), overview["cancelled"]),
        *said(headline_numbers.sentence_parts(overview, filters.as_of)),
    ]
    for name in CHARTS:
        found += marks(DRAWINGS[name](filters, dark=False))
    return [
        *found,
        *of_offices(filters),
        *of_items(filters),
        *of_quarters(filters),
        *of_slides(filters),
    ]


def of_offices(filters: Filters) -> list[Claim]:
    """Return what 股室画像 says of each office: its sentence and its line."""
    found = []
    for name in ledger_data.answer("completion_by_office", filters)["office"]:
        own = replace(filters, offices=(name,))
        standing = ledger_data.answer("completion_by_office", own).iloc[0]
        found += said(headline_numbers.office_parts(name, standing))
        found += marks(DRAWINGS["year_line"](own, dark=False, cells=(f"office:{name}",)))
    return found


def of_items(filters: Filters) -> list[Claim]:
    """Return how many items there are and what the table says of each."""
    items = ledger_data.answer("completion_by_item", filters)
    return [Claim("items", (), len(items))] + [
        Claim(measure, (f"item:{row['theme']} {row['item_number']}",), row[measure])
        for _, row in items.iterrows()
        for measure in SCREEN_TABLES["items"].measures
    ]


def of_quarters(filters: Filters) -> list[Claim]:
    """Return how many tasks the page lists as slipped out of each quarter, and as finished."""
    tasks = ledger_data.answer("task_list", filters)
    found = []
    for quarter in (1, 2, 3, 4):
        slipped = tasks["is_slipped"] & (tasks["due_quarter"] == quarter)
        done = (tasks["done_quarter"] == quarter) & (tasks["state"] != "cancelled")
        found.append(Claim("slipped", (f"due_quarter:{quarter}",), int(slipped.sum())))
        found.append(Claim("finished", (f"done_quarter:{quarter}",), int(done.sum())))
    return found


def of_slides(filters: Filters) -> list[Claim]:
    """Return what the slides of a meeting say, with a portrait of each office and theme."""
    whole = ("overview", "offices", "themes", "quarters", "behind", "tasks")
    asked = [(kind, NO_STEP) for kind in whole]
    for kind in ("office", "theme"):
        names = ledger_data.answer(f"completion_by_{kind}", filters)[kind]
        asked += [(DRILLED[kind][0], Step(kind, name)) for name in names]
    meeting = Meeting(date.min, "")
    return [
        claim
        for kind, about in asked
        for view in [narrowed(filters, about) if about is not NO_STEP else filters]
        for claim in on_slide(BUILDERS[kind](SlideRequest(kind, kind, view, meeting, about)))
    ]


def on_slide(part: Any) -> list[Claim]:
    """Return what a slide, or a part of one, claims: its numbers and the marks of its charts."""
    if isinstance(part, SentencePart):
        return said([part])
    if isinstance(part, dict) and part.get("type") == "chart":
        return of_figure(part["figure"])
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [claim for each in inner for claim in on_slide(each)]


def said(parts: list[SentencePart]) -> list[Claim]:
    return [Claim(part.measure, part.cells, None, part.text) for part in parts if part.measure]


def marks(figure: Any) -> list[Claim]:
    """Return what the marks of a figure claim."""
    return of_figure(json.loads(figure.to_json()))


def of_figure(figure: dict[str, Any]) -> list[Claim]:
    """Return what the marks of a figure, and a title that is a number, claim."""
    found = [claim for trace in figure["data"] for claim in of_trace(trace)]
    if title := figure["layout"].get("meta", {}).get("title"):
        words = figure["layout"]["title"].get("text", "")  # a slide's sentence says it instead
        # before the comma is another number, after a semicolon how many groups owe a report
        before, _, after = words.partition(";")[0].rpartition(",")
        words = before.partition("仅")[2] if title["measure"] == "ever_reported" else after
        found.append(Claim(title["measure"], tuple(title["cells"]), None, words))
    for index, mark in figure["layout"].get("meta", {}).get("notes", {}).items():
        words = figure["layout"]["annotations"][int(index)]["text"].rpartition(" ")[2]
        found.append(Claim(mark["measure"], tuple(mark["cells"]), None, words))
    return found


def of_trace(trace: dict[str, Any]) -> Iterator[Claim]:
    """Return what the marks of a trace claim; a mark without an address claims nothing."""
    told, values = trace.get("customdata", []), values_of(trace)
    texts = trace.get("text") or [""] * len(told)
    if trace["type"] == "heatmap":
        told, values, texts = (list(chain(*rows)) for rows in (told, values, texts))
    for mark, value, text in zip(told, values, texts, strict=True):
        if mark and mark["measure"]:
            # pictures of free analysis have shares in percent
            scale = 100 if mark["kind"] == "explain" and mark["measure"] in SHARES else 1
            if mark["measure"] == "gap" and not SIGNED.search(text) and trace["type"] in COLOURED:
                value = None  # the colour of neither behind nor ahead
            yield Claim(mark["measure"], tuple(mark["cells"]), value and value / scale, text)


def values_of(trace: dict[str, Any]) -> list[Any]:
    """Return the values that a trace's marks stand for; None where only their text counts."""
    if trace["type"] == "heatmap":
        return list(trace["z"])
    if trace["type"] == "treemap":
        colours = zip(trace["customdata"], trace["values"], trace["marker"]["colors"], strict=True)
        return [colour if mark["measure"] == "gap" else value for mark, value, colour in colours]
    if trace.get("mode") == "text":
        return [None] * len(trace["x"])
    is_across = trace.get("orientation") == "h" or isinstance(trace["y"][0], str)
    return list(trace["x"] if is_across else trace["y"])


def agrees(claim: Claim, number: Number, plain: dict[str, Number]) -> bool:
    """Whether a claim is what plain Python says."""
    words = REPORTED.sub("", claim.text)
    told = [is_said(found, claim.measure, number, plain) for found in SAID.finditer(words)]
    return is_value(claim.value, number.value) and all(told)


def is_value(claimed: float | None, exact: Fraction | None) -> bool:
    """Whether a value is that of plain Python; none is claimed where only words are."""
    if claimed is None or math.isnan(claimed):
        return True
    return exact is not None and claimed == pytest.approx(float(exact), abs=1e-9)


def is_said(found: re.Match[str], measure: str, number: Number, plain: dict[str, Number]) -> bool:
    """Whether a number in words is that of the measure, or the completion beside it."""
    if part := found["part"]:
        share = number if measure in SHARES else plain["completion_rate"]
        base = (len(share.part), len(share.rows))
        rate = found["rate"]
        return (int(part), int(found["of"])) == base and (
            rate is None or is_rounded(rate, 100 * (share.value or Fraction(0)))
        )
    if gap := found["gap"]:
        return is_rounded(gap, plain["gap"].value)
    scale = 100 if measure in SHARES else 1
    return number.value is not None and is_rounded(found["value"], scale * abs(number.value))


def check_behind(filters: Filters, claim: Claim, number: Number) -> None:
    """What explains a number must come to it, and list the tasks that make it."""
    found = crosstabs.behind(filters, claim.measure, crosstabs.cells_of(claim.cells))
    assert found is not None
    value, tasks = found.number[claim.measure], found.tasks
    if number.value is None:
        assert math.isnan(value)
    else:
        assert value == pytest.approx(float(number.value))
    assert list(tasks["task_id"]) == [task.task_id for task in in_plan_order(number.rows)]
    assert set(tasks.loc[tasks["is_part"], "task_id"]) == {task.task_id for task in number.part}
    reports = {task.task_id: task.report for task in number.rows}
    for task_id, work_done in zip(tasks["task_id"], tasks["work_done"], strict=True):
        report = reports[task_id]
        assert (report or {}).get("work_done") == (
            None if isinstance(work_done, float) else work_done
        )


def in_plan_order(tasks: list[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (int(task.row["item_id"]), int(task.row["ordinal"])))


def check_view(world: World, view: View, sample: int | None = None) -> list[Claim]:
    """Every number of a view must be right, and what is behind it; of each kind one if sampled."""
    filters, asked = Filters(**asdict(view)), dict[Any, list[tuple[Claim, Number]]]()
    found = claims(filters)
    for claim in found:
        plain = {
            measure: world.plain.number(view, measure, claim.cells)
            for measure in (claim.measure, "completion_rate", "gap")
        }
        number = plain[claim.measure]
        assert agrees(claim, number, plain), (claim, number.value)
        kind = (claim.measure, tuple(cell.partition(":")[0] for cell in claim.cells))
        asked.setdefault(kind, []).append((claim, number))
    for several in asked.values():
        chosen = several if sample is None else [several[sample % len(several)]]
        for claim, number in chosen:
            check_behind(filters, claim, number)
    return found


@pytest.mark.parametrize("shard", [1, 2])
def test_every_number_is_that_of_plain_python_and_so_are_the_tasks_behind_it(
    shown: World, shard: int
) -> None:
    @seed(shard)
    @settings(
        max_examples=8,
        database=None,
        deadline=None,
        phases=[Phase.generate],  # a failing view is short enough to be read as it is
    )
    @given(view=views(), sample=st.integers(0, 1000))
    def check(view: View, sample: int) -> None:
        check_view(shown, view, sample)

    check()


def test_the_whole_plan_claims_numbers_of_every_kind(shown: World) -> None:
    found = check_view(shown, View(odd_plan.YEAR, date(2023, 9, 30), basis="any"))
    assert len(found) > 150
    assert {claim.measure for claim in found} >= {"slipped", "items", "gap", "offices_behind"}


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("总览", {}),
        ("股室", {"basis": "any", "profile": "教研室"}),
        ("主题", {"theme": "党建"}),
        ("季度", {"quarter": "3"}),
        ("任务", {"state": "behind"}),
        ("自助分析", {"rows": "theme", "columns": "state", "measure": "tasks"}),
        ("自助分析", {"rows": "office", "columns": "quarter_end", "measure": "on_schedule_rate"}),
        ("自助分析", {"rows": "month", "measure": "gap", "basis": "any"}),
        ("自助分析", {"rows": "supporting", "columns": "stale", "measure": "reporting_rate"}),
    ],
)
@pytest.mark.usefixtures("shared_demo")
def test_what_a_page_sends_the_browser_is_that_of_plain_python(
    demo_plain: PlainLedger, page: str, words: dict[str, str]
) -> None:
    app = opened(page, as_of="2023-09-30", **words)
    assert troubles(app) == []
    names = {"basis": "basis", "theme": "themes", "state": "states"}
    narrowed = {field: words[word] for word, field in names.items() if word in words}
    lists = {field: (value,) for field, value in narrowed.items() if field != "basis"}
    quarters = (int(words["quarter"]),) if "quarter" in words else ()
    basis = narrowed.get("basis", "lead")
    view = View(2023, date(2023, 9, 30), basis=basis, quarters=quarters, **lists)
    found = sent(app)
    assert found
    for claim in found:
        plain = {
            measure: demo_plain.number(view, measure, claim.cells)
            for measure in (claim.measure, "completion_rate", "gap")
        }
        assert agrees(claim, plain[claim.measure], plain), (claim, plain[claim.measure].value)


def sent(app: AppTest) -> list[Claim]:
    """Return every number with an address that a page sends to the browser."""
    found = [claim for each in charts(app) for claim in of_figure(each["figure"])]
    for each in components(app, "numbers"):
        parts = [part for parts in each.get("lines", ()) for part in parts]
        parts += [card[part] for card in each.get("cards", ()) for part in ("value", "base")]
        found += said([SentencePart(text, measure, tuple(cells)) for text, measure, cells in parts])
    for each in components(app, "crosstab"):
        values = [value for row in each["rows"] for value in row["cells"] if value]
        found += [
            Claim(v["mark"]["measure"], tuple(v["mark"]["cells"]), None, v["text"]) for v in values
        ]
    return found
