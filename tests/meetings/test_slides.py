"""Slides of the small plan on 20 May 2023: what each says is added up by hand (small_plan.py)."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard.analysis.headline_numbers import Number
from dashboard.core.sentences import SentencePart as Words
from dashboard.figures.offices import states_by_office
from dashboard.figures.quarters import history, year_line
from dashboard.figures.themes import completion_by_theme
from dashboard.ledger.store import Ledger
from dashboard.meetings.slides import lists, single, standing
from dashboard.meetings.slides import since as changes
from dashboard.meetings.slides.block_types import Slide
from tests.support.small_plan import DAY, asking, frame_plan, lead, put, report, task

BEHIND_GAP = -10.0
LOOK: dict[str, Any] = {"as_of": DAY, "subtitle": "", "dark": False, "height": 300}


@pytest.fixture
def small(shared_small: Ledger) -> Ledger:
    """The small plan; its tests only read it."""
    return shared_small


def ask(ledger: Ledger, name: str, **changes: Any) -> pd.DataFrame:
    return ledger.query(name, asking(name, **changes))


def figures(ledger: Ledger) -> pd.Series:
    """Return the figures of the whole plan, counts as whole numbers."""
    return ask(ledger, "overview").astype("object").iloc[0]


def read(part: Any) -> Any:
    """Return a part as it is read: of numbers that can be explained their text."""
    if isinstance(part, Words):
        return part.text
    if isinstance(part, dict):
        return {key: read(value) for key, value in part.items()}
    return [read(each) for each in part] if isinstance(part, list) else part


def words(cell: Any) -> str:
    """Return what a cell says."""
    cell = read(cell)
    if isinstance(cell, str):
        return cell
    if "bar" in cell:
        return str(cell["text"])
    return " ".join(filter(None, [cell["mark"], cell["text"], cell["note"]]))


def rows(slide: Slide, title: str = "") -> list[list[str]]:
    """Return the cells of a slide's table of that title."""
    found = [block for block in slide["blocks"] if block.get("title") == title]
    return [[words(cell) for cell in row["cells"]] for row in found[0]["rows"]]


NUMBERS = [
    Number(
        "completion_rate",
        "完成率",
        "33.3%",
        "2/6 项",
        "+19.0 个百分点 上升",
        True,
        "较 03-31 的 ",
        "14.3%",
    ),
    Number(
        "behind_schedule",
        "未达序时",
        "1 项",
        "共 6 项",
        "-1 项 减少",
        True,
        "较 03-31 的 ",
        "2 项",
    ),
]


def test_the_first_slide_says_how_many_of_how_many_and_how_far_behind(small: Ledger) -> None:
    slide = standing.overview(figures(small), NUMBERS)
    assert read(slide["headline"]) == {
        "value": "33.3%",
        "label": "完成率",
        "base": "2/6 项 较 03-31 的 14.3% +19.0 个百分点 上升",
    }
    assert read(slide["blocks"][0]["tiles"]) == [
        {
            "label": "未达序时",
            "value": "1 项",
            "base": "共 6 项",
            "change": "较 03-31 的 2 项 -1 项 减少",
            "tone": "better",
        }
    ]
    assert slide["sentence"] == (
        "6 项措施完成 2 项,平均进度落后序时 8.8 个百分点;未达序时 1 项,涉及 1 个牵头股室"
    )


def test_every_state_stands_with_its_word_its_mark_its_count_and_its_share(small: Ledger) -> None:
    slide = standing.overview(figures(small), NUMBERS)
    told = [(each["mark"], each["text"], each["count"].text, each["share"], each["pick"])
            for each in slide["blocks"][1]["states"]]  # fmt: skip
    assert told == [
        ("✔✔", "已销号", "1 项", "16.7%", "state:verified"),
        ("✔", "已完成", "1 项", "16.7%", "state:done"),
        ("■", "正常推进", "2 项", "33.3%", "state:on_track"),
        ("?", "未填报", "1 项", "16.7%", "state:unreported"),
        ("▲", "滞后", "1 项", "16.7%", "state:behind"),
    ]


def test_offices_are_ranked_from_the_furthest_behind(small: Ledger) -> None:
    frame = ask(small, "completion_by_office")
    slide = standing.ranking(frame, "office", "股室", BEHIND_GAP)
    assert rows(slide) == [
        ["人事股", "50.0%", "-25.0", "1/2(50.0%)", "0 项"],
        ["基教股", "50.0%", "-20.0", "0/1(0.0%)", "1 项"],
        ["办公室", "60.0%", "+0.0", "1/3(33.3%)", "0 项"],
    ]
    assert slide["sentence"] == ("人事股落后序时 25.0 个百分点,落后最多;1 个股室有未达序时的措施")
    assert read(slide["headline"]) == {
        "value": "2 个",
        "label": "股室低于序时",
        "base": "共 3 个股室",
    }


def test_a_bar_is_orange_where_its_gap_is_below_that_of_a_task_behind(small: Ledger) -> None:
    frame = ask(small, "completion_by_office")
    slide = standing.ranking(frame, "office", "股室", BEHIND_GAP)
    bars = [row["cells"][1] for row in slide["blocks"][0]["rows"]]
    assert [(bar["bar"], bar["mark"], bar["tone"]) for bar in bars] == [
        (50.0, 75.0, "low"),
        (50.0, 70.0, "low"),
        (60.0, 60.0, "high"),
    ]


def test_an_office_whose_tasks_are_all_cancelled_has_no_figures(small: Ledger) -> None:
    frame = ask(small, "completion_by_office", states=["cancelled"])
    slide = standing.ranking(frame, "office", "股室", BEHIND_GAP)
    assert rows(slide) == [["基教股", "均已取消", "", "", ""]]
    assert slide["sentence"] == "所选措施均已取消"


def test_the_quarters_say_what_was_due_and_what_was_finished(small: Ledger) -> None:
    frame = ask(small, "completion_by_quarter")
    slide = standing.quarters(frame, year_line(frame, **LOOK))
    # due: 1 and 7 on 10 April, 2 to 5 in July; done: 7 in March, 1 ten days late in April;
    # task 6 counts until it is cancelled in May: 320/10 against 360/10, then 450/8 against 520/8
    assert rows(slide) == [
        ["一季度", "0 项", "1 项", "1 项", "1/7(14.3%)", "32.0%", "36.0%"],
        ["二季度", "2 项", "1 项", "0 项", "2/6(33.3%)", "56.2%", "65.0%"],
        ["三季度", "4 项", "—", "—", "—", "—", "—"],
        ["四季度", "0 项", "—", "—", "—", "—", "—"],
    ]
    assert slide["sentence"].endswith("已完成 2 项,其中按期 1 项、逾期完成 1 项")


def test_a_task_behind_stands_with_its_number_office_gap_reason_and_next_step(
    small: Ledger,
) -> None:
    tasks = ask(small, "task_list").assign(problem="缺教师", next_step="九月招聘")
    slide = lists.behind(tasks, figures(small), ask(small, "completion_by_office"))
    assert rows(slide) == [["4", "课堂教学改革", "基教股", "▲ 滞后", "50.0%", "-20.0"]]
    assert slide["blocks"][0]["rows"][0]["details"] == [["原因", "缺教师"], ["下一步", "九月招聘"]]
    assert slide["sentence"] == "未达序时 1 项,涉及 1 个牵头股室:滞后 1 项"
    assert read(slide["headline"]) == {"value": "1 项", "label": "未达序时", "base": "共 6 项"}


def test_nothing_behind_is_said_in_words(small: Ledger) -> None:
    asked: dict[str, Any] = {"states": ["done"]}
    questions = ("task_list", "completion_by_office")
    tasks, offices = (ask(small, question, **asked) for question in questions)
    slide = lists.behind(tasks, ask(small, "overview", **asked).iloc[0], offices)
    assert slide["sentence"] == "没有未达序时的措施"
    assert slide["blocks"] == [{"type": "note", "text": "所有已填报的措施都达到序时进度。"}]


def test_problems_are_those_of_tasks_that_are_not_finished(small: Ledger) -> None:
    tasks = ask(small, "task_list").assign(problem="缺经费")
    slide = lists.problems(tasks, figures(small))
    # 1 and 7 are finished, 6 is cancelled; the worst gap first
    assert [row[0] for row in rows(slide)] == ["3", "4", "5", "2"]
    assert read(slide["headline"]) == {"value": "4 项", "label": "提出问题", "base": "未完成 4 项"}


def test_blank_problems_are_none(small: Ledger) -> None:
    tasks = ask(small, "task_list").assign(problem="  ")
    slide = lists.problems(tasks, figures(small))
    assert slide["sentence"] == "最近一次填报中没有提出问题"


def decisions(*outcomes: str) -> pd.DataFrame:
    """Return decisions of one meeting with these outcomes."""
    return pd.DataFrame(
        [
            {
                "decision_id": key,
                "text": f"议定{key}",
                "office": "办公室",
                "due_date": pd.Timestamp("2023-05-01"),
                "outcome": outcome,
                "task_id": 4 if key == 1 else None,
                "task_number": "4" if key == 1 else None,
                "task_title": "课堂教学改革" if key == 1 else None,
                "percent": 50.0 if key == 1 else None,
                "note": None,
            }
            for key, outcome in enumerate(outcomes, 1)
        ],
        columns=["decision_id", "text", "office", "due_date", "outcome", "task_id",
                 "task_number", "task_title", "percent", "note"],
    )  # fmt: skip


def test_the_second_slide_counts_each_change_and_what_became_of_the_decisions(
    small: Ledger,
) -> None:
    changed = ask(small, "changes_since", since=date(2023, 3, 31))
    slide = changes.since(
        changed, decisions("done", "overdue", "open"), "上次会议(2023-04-07)", date(2023, 3, 31)
    )
    assert slide["sentence"] == "上次会议(2023-04-07)以来:新完成 1 项"
    assert [(tile["label"], tile["value"]) for tile in slide["blocks"][0]["tiles"]] == [
        ("新完成", "1 项"),
        ("新逾期", "0 项"),
        ("新滞后", "0 项"),
        ("追上序时", "0 项"),
        ("仍未填报", "0 项"),
        ("议定事项落实", "1/3"),
    ]
    assert rows(slide, "上次议定事项") == [
        ["议定1", "办公室", "2023-05-01", "✔ 已落实"],
        ["议定2", "办公室", "2023-05-01", "● 逾期未落实"],
        ["议定3", "办公室", "2023-05-01", "■ 办理中"],
    ]
    assert rows(slide, "新完成 1 项") == [["1", "学习二十大精神", "办公室"]]


def test_no_change_is_said_in_words(small: Ledger) -> None:
    changed = ask(small, "changes_since", states=["behind"])
    slide = changes.since(changed, decisions(), "上次会议(2023-04-07)", date(2023, 3, 31))
    assert slide["sentence"] == "上次会议(2023-04-07)以来没有变化"


def test_the_last_slide_shows_what_was_decided_and_what_is_still_open() -> None:
    slide = changes.decided(decisions("open"), decisions("overdue", "open"), [])
    assert slide["sentence"] == "本次会议议定 1 项;以往议定事项还有 2 项未落实"
    assert rows(slide, "本次议定") == [["议定1", "办公室", "2023-05-01", "■ 办理中"]]
    assert [row[0] for row in rows(slide, "以往未落实")] == ["议定1", "议定2"]
    decided = next(block for block in slide["blocks"] if block.get("title") == "本次议定")
    assert decided["rows"][0]["details"] == [["相关措施", "4 课堂教学改革(50.0%)"]]
    assert decided["rows"][0]["pick"] == "decision:1"


def test_an_office_is_portrayed_by_its_figures_and_the_tasks_that_need_words(
    small: Ledger,
) -> None:
    own = {"offices": ["人事股"]}
    frame = ask(small, "completion_by_quarter", **own)
    slide = single.profile(
        "人事股",
        ask(small, "completion_by_office", **own).iloc[0],
        ask(small, "task_list", **own),
        year_line(frame, **LOOK),
    )
    assert read(slide["headline"]) == {"value": "50.0%", "label": "完成率", "base": "1/2 项"}
    assert slide["sentence"] == "人事股落后序时 25.0 个百分点;未达序时 0 项,未填报 1 项"
    assert rows(slide, "未达序时和未填报 1 项") == [
        ["3", "干部培训", "人事股", "? 未填报", "—", "—"]
    ]


def test_a_theme_leads_down_to_its_items(small: Ledger) -> None:
    own = {"themes": ["党建"]}
    numbers = ask(small, "completion_by_theme", **own).iloc[0]
    slide = single.theme("党建", numbers, ask(small, "completion_by_item", **own), BEHIND_GAP)
    # item 1: tasks 1 and 2, (100 + 2·60)/3 against (100 + 2·50)/3; item 2: tasks 3 and 7
    assert rows(slide) == [
        ["1. 理论", "73.3%", "+6.7", "1/2(50.0%)", "■ 正常推进"],
        ["2. 组织", "50.0%", "-25.0", "1/2(50.0%)", "? 未填报"],
    ]
    assert [row["pick"] for row in slide["blocks"][0]["rows"]] == ["item:1", "item:2"]


def test_a_task_shows_what_it_is_how_far_it_is_and_every_report(small: Ledger) -> None:
    task = ask(small, "task_list").query("task_id == 2").iloc[0]
    reports = ask(small, "task_history", tasks=[2])
    slide = single.task(task, reports, history(reports, task, **LOOK))
    assert slide["sentence"] == "2 家庭教育指导100%覆盖"
    assert read(slide["headline"]) == {
        "value": "60.0%",
        "label": "■ 正常推进",
        "base": "序时 50.0%,差 +10.0",
    }
    assert rows(slide, "填报历程") == [
        ["2023-05-15", "60.0%", "第4次", ""],
        ["2023-05-15", "55.0%", "第3次(已被更正)", ""],
    ]


def test_a_task_without_reports_says_so(small: Ledger) -> None:
    task = ask(small, "task_list").query("task_id == 3").iloc[0]
    slide = single.task(task, ask(small, "task_history", tasks=[3]), None)
    assert slide["blocks"][-1] == {"type": "note", "text": "尚无填报。"}


def test_the_chart_of_a_slide_has_no_title_of_its_own(small: Ledger) -> None:
    frame = ask(small, "completion_by_quarter")
    slide = standing.quarters(frame, year_line(frame, **LOOK))
    assert "text" not in slide["blocks"][0]["figure"]["layout"].get("title", {})


def test_a_gap_that_prints_as_nothing_is_behind_on_no_chart_and_no_slide(ledger: Ledger) -> None:
    """Both themes are 50 % expected on 20 May; one stands at 49.97 %, 0.03 points below."""
    runs = {"start_date": "2023-04-01", "due_date": "2023-07-09"}
    with ledger.transaction() as connection:
        frame_plan(connection)
        put(connection, "task", task(1, **runs), task(2, item_id=3, **runs))
        put(connection, "task_office", lead(1, 1), lead(2, 2))
        put(connection, "progress", report(1, 1, "2023-05-19", 50))
        put(connection, "progress", report(2, 2, "2023-05-19", 49.97))
    by_theme, by_office = ask(ledger, "completion_by_theme"), ask(ledger, "completion_by_office")
    assert list(by_theme["gap"]) == pytest.approx([0, -0.03])
    slide = standing.ranking(by_theme, "theme", "主题", BEHIND_GAP)
    look = {"subtitle": "", "dark": False, "height": 300}
    charts = completion_by_theme(by_theme, **look), states_by_office(by_office, **look)
    assert [chart.layout.title.text for chart in charts] == [
        "<b>各主题平均进度均不低于序时</b>", "<b>各股室平均进度均不低于序时</b>",
    ]  # fmt: skip
    assert slide["sentence"] == "各主题平均进度均不低于序时"
    assert slide["headline"]["value"] == "0 个"
    assert [row[2] for row in rows(slide)] == ["+0.0", "+0.0"]
