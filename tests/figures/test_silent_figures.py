"""Titles of charts of plans that hardly report: whole-year tasks, led by three offices in turn."""

from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.figures import offices, quarters, themes
from dashboard.ledger.store import Ledger
from tests.support.small_plan import asking, fill_whole_year

BEFORE, JANUARY, MAY = date(2022, 12, 10), date(2023, 1, 10), date(2023, 5, 20)
LOOK: dict[str, Any] = {"subtitle": "", "dark": False, "height": 400}
THIN = {"is_thin": True}
FIGURES: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "states_by_office": (offices.states_by_office, "completion_by_office", THIN),
    "office_by_theme": (
        offices.office_by_theme, "office_by_theme", THIN | {"themes": ["党建", "教学"]},
    ),
    "office_by_quarter": (offices.office_by_quarter, "office_by_quarter", THIN),
    "completion_by_theme": (themes.completion_by_theme, "completion_by_theme", THIN),
    "theme_by_quarter": (themes.theme_by_quarter, "theme_by_quarter", THIN),
    "due_and_done": (quarters.due_and_done, "completion_by_quarter", {}),
}  # fmt: skip


def drawn(ledger: Ledger, name: str, as_of: date) -> go.Figure:
    draw, question, options = FIGURES[name]
    frame = ledger.query(question, asking(question, as_of=as_of))
    figure: go.Figure = draw(frame, **options | LOOK)
    return figure


def title(figure: go.Figure) -> str:
    return str(figure.layout.title.text.removeprefix("<b>").removesuffix("</b>"))


def titles(ledger: Ledger, as_of: date) -> dict[str, str]:
    return {name: title(drawn(ledger, name, as_of)) for name in FIGURES}


def year_line(ledger: Ledger, as_of: date) -> go.Figure:
    frame = ledger.query("completion_by_quarter", asking("completion_by_quarter", as_of=as_of))
    return quarters.year_line(frame, as_of=as_of, **LOOK)


def test_titles_of_a_plan_without_reports_say_that_there_are_none(ledger: Ledger) -> None:
    fill_whole_year(ledger, 30)
    assert titles(ledger, MAY) == {
        "states_by_office": "3 个股室均未填报",
        "office_by_theme": "3 格均未填报",
        "office_by_quarter": "3 个股室均未填报",
        "completion_by_theme": "党建 30 项均未填报",
        "theme_by_quarter": "党建 30 项均未填报",
        "due_and_done": "尚无措施完成;四季度到期 30 项",
    }


def test_titles_of_a_plan_in_january_say_that_nothing_has_begun(ledger: Ledger) -> None:
    fill_whole_year(ledger, 30)
    assert titles(ledger, JANUARY) == {
        "states_by_office": "3 个股室的措施均未启动",
        "office_by_theme": "3 格的措施均未启动",
        "office_by_quarter": "3 个股室的措施均未启动",
        "completion_by_theme": "党建 30 项均未启动",
        "theme_by_quarter": "党建 30 项均未启动",
        "due_and_done": "尚无措施完成;四季度到期 30 项",
    }


def test_titles_of_a_plan_with_one_report_say_who_has_reported(ledger: Ledger) -> None:
    fill_whole_year(ledger, 30, (1, "2023-05-10", 30))
    assert titles(ledger, MAY) == {
        "states_by_office": "3 个股室中 1 个有填报",
        "office_by_theme": "3 格中 1 格有填报",
        "office_by_quarter": "3 个股室中 1 个有填报",
        "completion_by_theme": "党建 30 项中仅 1 项已填报",
        "theme_by_quarter": "党建 30 项中仅 1 项已填报",
        "due_and_done": "尚无措施完成;四季度到期 30 项",
    }


@pytest.mark.parametrize("name", ["office_by_quarter", "theme_by_quarter"])
def test_before_the_year_there_is_no_quarter_to_compare(ledger: Ledger, name: str) -> None:
    figure = drawn(fill_whole_year(ledger, 30), name, BEFORE)
    assert [note.text for note in figure.layout.annotations] == ["这一年还没有开始"]


def test_the_line_of_a_year_without_reports_is_the_schedule_alone(ledger: Ledger) -> None:
    figure = year_line(fill_whole_year(ledger, 30), MAY)
    assert title(figure) == "30 项均未填报,序时进度 38.4%"
    assert [trace.name for trace in figure.data] == ["序时进度"]


@pytest.mark.parametrize(
    ("as_of", "start", "words"), [(JANUARY, 2.7, "未启动"), (MAY, 0, "未填报")]
)
def test_the_words_of_a_theme_begin_after_a_tick_that_would_cross_them(
    ledger: Ledger, as_of: date, start: float, words: str
) -> None:
    figure = drawn(fill_whole_year(ledger, 30), "completion_by_theme", as_of)
    (labels,) = (trace for trace in figure.data if trace.type == "scatter" and trace.mode == "text")
    assert list(labels.x) == pytest.approx([start], abs=0.05)
    assert labels.text == (f" {words}  完成 0/30(0.0%)",)
