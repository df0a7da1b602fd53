"""What a file would change: matching, new words, adjustments, reports, and what is told of them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.core.errors import InputError
from dashboard.importing.changes.changes import Change, ChangeKind, ledger_change, progress_change
from dashboard.importing.changes.matching import match_rows
from dashboard.importing.changes.places import short_title
from dashboard.importing.changes.plan_after import PlanName
from dashboard.importing.changes.task_rows import NameBook
from dashboard.importing.service import comparing
from dashboard.ledger.csv_reader import Frames
from dashboard.ledger.store import open_ledger
from tests.support.small_plan import YEAR, fill

NOW = datetime(2023, 5, 20, 9)
TODAY = NOW.date()
FILE = "台账.xlsx"

Draft = list[dict[str, Any]]


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frames]:
    path = tmp_path_factory.mktemp("changes") / "ledger.duckdb"
    with closing(open_ledger(path, NOW)) as ledger:
        yield comparing.ledger_frames(fill(ledger), YEAR, TODAY)


@pytest.fixture
def own(frames: Frames) -> Draft:
    """The small plan as a sheet says it: tasks 1 to 5 and 7, as they are on 20 May."""
    wanted = ["theme", "item", "number", "text", "lead_office", "support_offices", "due_date"]
    rows = frames["in_force"].sort_values("number").query("cancelled_on.isna()")
    return [
        {
            **row,
            "due_date": row["due_date"].date(),
            "support_offices": tuple(row["support_offices"]),
        }
        for row in rows[wanted].to_dict("records")
    ]


def change(
    frames: Frames, rows: Draft, kind: ChangeKind = "ledger", *, year: int = YEAR, **options: Any
) -> Change:
    """Compare rows with the ledger; those of a sheet unless told otherwise."""
    name = options.pop("plan", PlanName(year))
    draft = pd.DataFrame(rows, dtype="object")
    if year != YEAR:
        frames = frames | {"in_force": frames["in_force"].iloc[:0]}
    return ledger_change(frames, draft, plan=name, kind=kind, source=FILE, now=NOW, **options)


def told(found: Change, kind: str = "changed") -> list[tuple[str, str, str, str]]:
    """Return number, field, before and after of the rows of the preview of one kind."""
    rows = found.preview.loc[found.preview["kind"] == kind]
    return [tuple(row) for row in rows[["number", "field", "before", "after"]].to_numpy()]


def only(found: Change, table: str) -> dict[str, Any]:
    """Return the one row that a change adds to a table, without what is missing in it."""
    (row,) = found.added[table].to_dict("records")
    return {name: value for name, value in row.items() if not pd.isna(value)}


def test_what_the_ledger_has_already_changes_nothing(frames: Frames, own: Draft) -> None:
    same = change(frames, own)
    assert same.counts == {"new": 0, "changed": 0, "unchanged": 6, "missing": 0}
    assert same.is_empty


def test_a_new_row_becomes_a_task_with_the_defaults_of_the_design(
    frames: Frames, own: Draft
) -> None:
    row = {"number": "8", "theme": "教学", "item": "质量", "text": "开展教研,全年10场。",
           "lead_office": "教研室", "support_offices": ("基教股",), "where": "台账!9"}  # fmt: skip
    found = change(frames, [*own, row])
    assert only(found, "task") == {
        "task_id": 8, "item_id": 3, "ordinal": 7, "number": "8", "title": "开展教研",
        "text": "开展教研,全年10场。", "start_date": pd.Timestamp(2023, 1, 1),
        "due_date": pd.Timestamp(2023, 12, 31), "weight": 1.0, "recorded_at": pd.Timestamp(NOW),
    }  # fmt: skip
    assert only(found, "office") == {"office_id": 4, "ordinal": 4, "name": "教研室"}
    offices = found.added["task_office"][["office_id", "role"]]
    assert offices.to_numpy().tolist() == [[4, "lead"], [3, "support"]]
    assert found.preview.iloc[-1, :-1].tolist() == [
        "new", "8", "开展教研", "", "", "开展教研,全年10场。", "台账!9",
    ]  # fmt: skip
    assert found.counts == {"new": 1, "changed": 0, "unchanged": 6, "missing": 0}


def test_words_change_in_place_and_numbers_by_an_adjustment_of_today(
    frames: Frames, own: Draft
) -> None:
    own[0] |= {"text": "学习二十大和全会精神。"}
    own[1] |= {"due_date": date(2023, 8, 1), "weight": 3.0}
    found = change(frames, own)
    assert told(found) == [
        ("1", "具体措施", "学习二十大精神。", "学习二十大和全会精神。"),
        ("2", "完成时限", "2023-07-09", "2023-08-01"),
        ("2", "权重", "2", "3"),
    ]
    (task,) = found.updated["task"].to_dict("records")
    assert (task["task_id"], task["text"], task["title"]) == (
        1, "学习二十大和全会精神。", "学习二十大和全会精神",
    )  # fmt: skip
    assert task["due_date"] == pd.Timestamp(2023, 4, 10)
    assert only(found, "adjustment") == {
        "adjustment_id": 4, "task_id": 2, "adjusted_on": pd.Timestamp(TODAY), "kind": "change",
        "reason": "导入 台账.xlsx", "due_date": pd.Timestamp(2023, 8, 1), "weight": 3.0,
        "recorded_at": pd.Timestamp(NOW),
    }  # fmt: skip


def test_the_values_in_force_are_compared_not_those_of_january(frames: Frames, own: Draft) -> None:
    assert own[3]["due_date"] == date(2023, 7, 19), "task 4, postponed in April"
    own[3]["due_date"] = date(2023, 4, 10)
    assert told(change(frames, own)) == [("4", "完成时限", "2023-07-19", "2023-04-10")]


def test_another_lead_office_takes_the_supporting_ones_along(frames: Frames, own: Draft) -> None:
    del own[1]["support_offices"]
    own[1]["lead_office"] = "基教股"
    found = change(frames, own)
    assert told(found) == [("2", "牵头股室", "办公室", "基教股")]
    offices = found.added["adjustment_office"][["adjustment_id", "office_id", "role"]]
    assert offices.to_numpy().tolist() == [[4, 3, "lead"], [4, 2, "support"]]
    assert found.added["office"].empty


def test_a_lead_among_the_supporting_offices_is_named_once(frames: Frames, own: Draft) -> None:
    own[1]["support_offices"] = ("办公室", "人事股", "人事股")
    assert change(frames, own).is_empty


def test_an_alias_is_the_office_that_it_stands_for(frames: Frames, own: Draft) -> None:
    aliases = pd.DataFrame({"alias": ["基础股", "办公室"], "office_name": ["基教股", "人事股"]})
    own[3]["lead_office"] = "基础股"
    assert change(frames | {"office_alias": aliases}, own).is_empty, "办公室 is an office itself"


def test_one_new_quarter_target_writes_all_four(frames: Frames, own: Draft) -> None:
    targets = frames["in_force"].copy()
    targets.loc[targets["number"] == "1", ["q1_target", "q2_target"]] = [40.0, 80.0]
    own[0] |= {"q1_target": 40.0, "q2_target": 90.0, "q3_target": None}
    found = change(frames | {"in_force": targets}, own)
    assert told(found) == [("1", "二季度目标", "80%", "90%")]
    row = only(found, "adjustment")
    assert (row["q1_target"], row["q2_target"], "q3_target" in row) == (40, 90, False)


def test_a_target_of_nothing_is_a_target(frames: Frames, own: Draft) -> None:
    own[0] |= {"q1_target": 0.0}
    assert told(change(frames, own)) == [("1", "一季度目标", "", "0%")]


@pytest.mark.parametrize("blank", [None, "", "  ", float("nan")])
def test_a_blank_cell_erases_nothing(frames: Frames, own: Draft, blank: object) -> None:
    for name in ("theme", "item", "text", "lead_office", "due_date", "leader", "q1_target"):
        own[1][name] = blank
    own[1]["support_offices"] = ()
    assert change(frames, own).is_empty


def test_white_space_is_no_change(frames: Frames, own: Draft) -> None:
    own[0] |= {"text": " 学习二十大精神。\n", "item": "理论 ", "lead_office": "办公室 "}
    assert change(frames, own).is_empty


def test_what_the_file_lacks_is_told_and_stays(frames: Frames, own: Draft) -> None:
    found = change(frames, own[1:])
    assert told(found, "missing") == [("1", "", "学习二十大精神。", "")]
    assert found.counts["missing"] == 1
    assert found.is_empty


def test_what_a_new_version_lacks_can_be_cancelled(frames: Frames, own: Draft) -> None:
    found = change(frames, own[1:], "plan", cancel_missing=True)
    row = only(found, "adjustment")
    assert (row["task_id"], row["kind"], row["reason"]) == (1, "cancel", "新版工作要点已无此项")


def test_a_cancelled_task_is_neither_missing_nor_brought_back(frames: Frames, own: Draft) -> None:
    again = own[4] | {"number": "6", "item": "质量", "text": "Teachers' Day。"}
    again |= {"lead_office": "基教股", "support_offices": (), "due_date": date(2023, 7, 19)}
    found = change(frames, [*own, again], cancel_missing=True)
    assert found.is_empty
    assert found.notes == ("文件中有 1 项已取消的措施(序号 6),导入后仍为已取消。",)


def test_the_number_of_a_cancelled_task_may_be_given_anew(frames: Frames, own: Draft) -> None:
    found = change(frames, [*own, own[4] | {"number": "6", "text": "新的活动。"}])
    assert found.counts["new"] == 1
    assert only(found, "task")["task_id"] == 8


def test_a_row_put_in_between_moves_numbers_but_no_words(frames: Frames, own: Draft) -> None:
    new = own[0] | {"number": "2", "text": "新增的一项工作。"}
    shifted = [row | {"number": str(at)} for at, row in enumerate(own[1:], 3)]
    found = change(frames, [own[0], new, *shifted])
    assert [number for number, *_ in told(found, "new")] == ["2"]
    assert told(found) == [
        ("3", "序号", "2", "3"), ("4", "序号", "3", "4"), ("5", "序号", "4", "5"),
        ("6", "序号", "5", "6"),
    ]  # fmt: skip
    assert found.notes == ("变更中有 4 项只是序号不同,措施没有变。",)
    assert found.counts == {"new": 1, "changed": 4, "unchanged": 2, "missing": 0}


def test_in_a_sheet_the_number_names_the_task_however_its_words_change(
    frames: Frames, own: Draft
) -> None:
    own[2]["text"] = "完全不同的话"
    assert told(change(frames, own)) == [("3", "具体措施", "干部培训。", "完全不同的话")]


def test_in_a_plan_other_words_under_the_same_number_are_another_task(
    frames: Frames, own: Draft
) -> None:
    own[2]["text"] = "完全不同的话"
    found = change(frames, own, "plan")
    assert told(found, "new") == [("3", "", "", "完全不同的话")]
    assert told(found, "missing") == [("3", "", "干部培训。", "")]


def test_a_new_version_knows_a_task_by_words_alike_under_another_number(
    frames: Frames, own: Draft
) -> None:
    own[1] |= {"number": "12", "text": "家庭教育指导90%覆盖。"}
    assert told(change(frames, own, "plan")) == [
        ("12", "序号", "2", "12"),
        ("12", "具体措施", "家庭教育指导100%覆盖。", "家庭教育指导90%覆盖。"),
    ]


def test_a_text_that_many_tasks_share_names_none() -> None:
    known = [
        {"number": str(at), "text": "按要求完成。", "item": f"事项{at}", "cancelled_on": None}
        for at in range(3)
    ]
    rows = [*known[1:], {"number": "9", "text": "按要求完成。", "item": "新事项"}]
    assert match_rows(rows, known, numbers_are_keys=True) == {0: 1, 1: 2}


def test_an_item_whose_tasks_all_say_its_new_title_is_renamed(frames: Frames, own: Draft) -> None:
    for row in own[:2]:
        row["item"] = "理论学习"
    found = change(frames, own)
    (item,) = found.updated["item"].to_dict("records")
    assert (item["item_id"], item["title"]) == (1, "理论学习")
    assert [row[1:] for row in told(found)] == [("工作任务", "理论", "理论学习")] * 2
    assert found.added["item"].empty


def test_one_task_of_two_moves_into_an_item_of_its_own(frames: Frames, own: Draft) -> None:
    own[0]["item"] = "理论学习"
    found = change(frames, own)
    row = only(found, "item")
    assert (row["item_id"], row["theme_id"], row["number"], row["title"]) == (4, 1, "1", "理论学习")
    assert found.updated["task"][["task_id", "item_id", "ordinal"]].to_numpy().tolist() == [
        [1, 4, 1]
    ]
    assert found.updated["item"].empty


def test_an_item_that_all_tasks_leave_is_removed(frames: Frames, own: Draft) -> None:
    for row in own[:2]:
        row["item"] = "组织"
    found = change(frames, own)
    assert found.removed == {"item": [1], "theme": []}
    assert found.updated["task"]["item_id"].tolist() == [2, 2]


def test_a_theme_is_known_by_its_short_name_or_its_title(frames: Frames, own: Draft) -> None:
    for row in own:
        row["theme"] = {"党建": "一、党的建设"}.get(row["theme"], row["theme"])
    assert change(frames, own).is_empty


def test_a_heading_in_new_words_keeps_its_theme(frames: Frames, own: Draft) -> None:
    for row in own:
        row["theme_title"] = {"党建": "一、全面加强党的建设"}.get(row["theme"])
    found = change(frames, own, "plan")
    (theme,) = found.updated["theme"].to_dict("records")
    assert (theme["theme_id"], theme["title"], theme["short_name"]) == (
        1, "一、全面加强党的建设", "党建",
    )  # fmt: skip


def test_a_long_theme_gets_its_short_name_from_the_bureaus_table(frames: Frames) -> None:
    titles = [
        "以政治建设为统领,全面加强党的领导",
        "加强党的建设和作风",
        "推进校园文化繁荣发展工程,树新风",
    ]
    rows = [
        {"number": str(at), "item": f"事项{at}", "theme": title, "lead_office": "办公室"}
        for at, title in enumerate(titles)
    ]
    found = change(frames, rows, year=2024)
    assert found.added["theme"][["ordinal", "title", "short_name"]].to_numpy().tolist() == [
        [1, titles[0], "党建"],
        [2, titles[1], "作风建设"],
        [3, titles[2], "推进校园文化繁荣"],
    ]


def test_a_sheet_without_themes_or_measures_is_a_ledger_all_the_same(frames: Frames) -> None:
    rows = [
        {"number": "1", "item": "开学检查", "lead_office": "办公室"},
        {"number": "2", "item": "校园安全", "lead_office": "安全股"},
    ]
    found = change(frames, rows, year=2024)
    assert found.added["theme"]["short_name"].tolist() == ["未分主题"]
    tasks = found.added["task"][["number", "title", "text"]]
    assert tasks.to_numpy().tolist() == [
        ["1", "开学检查", "开学检查"],
        ["2", "校园安全", "校园安全"],
    ]
    assert found.added["item"]["number"].tolist() == ["1", "2"]
    assert only(found, "plan") == {
        "year": 2024, "title": "2024年教育工作要点", "organisation": "教育局", "is_demo": False,
    }  # fmt: skip


def test_a_sheet_that_was_sorted_leaves_the_order_alone(frames: Frames, own: Draft) -> None:
    assert change(frames, own[::-1]).is_empty


def test_a_file_without_a_task_never_replaces_a_plan(frames: Frames) -> None:
    with pytest.raises(InputError, match="没有可以导入的措施"):
        change(frames, [])


def reported(frames: Frames, *rows: dict[str, Any]) -> Change:
    """Compare the rows of a progress report, numbered like the tasks' keys, with the ledger."""
    draft = pd.DataFrame([{**row, "task_id": int(row["number"])} for row in rows], dtype="object")
    return progress_change(frames, draft, year=YEAR, source="填报.xlsx", now=NOW)


def test_a_report_on_a_new_day_is_new_beside_the_one_before(frames: Frames) -> None:
    row = {"number": "2", "percent": 70.0, "work_done": "过半", "reported_on": date(2023, 5, 19)}
    found = reported(frames, row | {"reported_by": "张三", "where": "第 4 行"})
    assert only(found, "progress") == {
        "progress_id": 9, "task_id": 2, "reported_on": pd.Timestamp(2023, 5, 19), "percent": 70.0,
        "work_done": "过半", "reported_by": "张三", "recorded_at": pd.Timestamp(NOW),
    }  # fmt: skip
    assert told(found, "new") == [("2", "进度", "60%", "70%")]
    assert found.preview["where"].tolist() == ["第 4 行"]


def test_a_correction_keeps_what_it_leaves_blank(frames: Frames) -> None:
    found = reported(frames, {"number": "2", "percent": 65.0, "reported_on": date(2023, 5, 15)})
    row = only(found, "progress")
    assert (row["percent"], row["work_done"], row["evidence"]) == (65, "第4次", "有")
    assert told(found) == [("2", "进度", "60%", "65%")]


@pytest.mark.parametrize(
    "row",
    [
        {"percent": 60.0, "reported_on": date(2023, 5, 15)},
        {"percent": 60.0, "work_done": "第4次 ", "reported_on": date(2023, 5, 15)},
        {"percent": 60.0},
        {"work_done": "第4次"},
    ],
)
def test_a_report_that_says_what_the_last_one_said_is_unchanged(
    frames: Frames, row: dict[str, Any]
) -> None:
    found = reported(frames, {"number": "2", **row})
    assert found.counts == {"new": 0, "changed": 0, "unchanged": 1, "missing": 0}
    assert found.is_empty


def test_a_report_before_the_last_one_is_compared_with_the_one_before_it(frames: Frames) -> None:
    found = reported(frames, {"number": "1", "percent": 90.0, "reported_on": date(2023, 4, 10)})
    assert told(found, "new") == [("1", "进度", "80%", "90%")]


def test_what_is_finished_was_so_on_the_day_that_it_names(frames: Frames) -> None:
    found = reported(frames, {"number": "2", "percent": 100.0, "done_on": date(2023, 5, 18)})
    assert only(found, "progress")["reported_on"] == pd.Timestamp(2023, 5, 18)


@pytest.mark.parametrize(
    ("now", "day"),
    [(datetime(2023, 5, 20), date(2023, 5, 20)), (datetime(2026, 11, 2), date(2023, 12, 31))],
)
def test_a_report_without_a_day_is_of_today_or_of_the_last_day_of_its_year(
    frames: Frames, now: datetime, day: date
) -> None:
    draft = pd.DataFrame([{"task_id": 2, "number": "2", "percent": 70.0}])
    found = progress_change(frames, draft, year=YEAR, source="f", now=now)
    assert only(found, "progress")["reported_on"] == pd.Timestamp(day)


def test_words_without_a_percent_leave_it_as_it_was(frames: Frames) -> None:
    day = date(2023, 5, 19)
    found = reported(
        frames,
        {"number": "2", "work_done": "继续", "reported_on": day},
        {"number": "3", "work_done": "开始", "reported_on": day},
    )
    assert found.added["progress"]["percent"].tolist() == [60, 0]


def test_a_row_that_says_nothing_is_no_report_whatever_its_number(frames: Frames) -> None:
    prefilled = {"number": "99", "reported_on": date(2023, 5, 19), "reported_by": "张三"}
    assert reported(frames, prefilled | {"percent": None}).is_empty


def test_of_two_reports_on_one_task_and_day_the_later_row_stands(frames: Frames) -> None:
    row = {"number": "2", "reported_on": date(2023, 5, 19)}
    found = reported(frames, row | {"percent": 70.0}, row | {"percent": 75.0})
    assert only(found, "progress")["percent"] == 75
    assert "以后一行为准" in found.notes[0]


def test_a_report_for_a_year_without_a_plan_is_one_sentence(frames: Frames) -> None:
    with pytest.raises(InputError, match="没有 2024 年的工作要点"):
        progress_change(frames, pd.DataFrame(), year=2024, source="f", now=NOW)


def test_a_check_off_is_written_once(frames: Frames) -> None:
    row = {"number": "1", "percent": 100.0, "reported_on": date(2023, 4, 20)}
    found = reported(frames, row | {"verified_on": date(2023, 5, 1), "note": "已核"})
    assert only(found, "verification") == {
        "verification_id": 2, "task_id": 1, "verified_on": pd.Timestamp(2023, 5, 1), "note": "已核",
        "recorded_at": pd.Timestamp(NOW),
    }  # fmt: skip
    assert told(found) == [("1", "销号时间", "", "2023-05-01")]
    assert reported(frames, {"number": "7", "verified_on": date(2023, 3, 15)}).is_empty


def test_a_ledgers_sheet_may_report_in_the_same_rows(frames: Frames, own: Draft) -> None:
    own[1] |= {"percent": 80.0, "reported_on": TODAY}
    own[3] |= {"percent": 50.0, "note": "人手不足"}
    new = {"number": "8", "item": "质量", "theme": "教学", "text": "新的一项。", "percent": 20.0}
    found = change(frames, [*own, new | {"lead_office": "基教股"}])
    assert told(found) == [("2", "进度", "60%", "80%")]
    assert told(found, "new") == [("8", "", "", "新的一项。"), ("8", "进度", "", "20%")]
    assert found.counts == {"new": 1, "changed": 1, "unchanged": 5, "missing": 0}
    assert found.added["progress"]["task_id"].tolist() == [2, 8]
    assert "备注" in found.notes[0]


def test_the_first_file_of_a_bureaus_own_replaces_the_demo(frames: Frames, own: Draft) -> None:
    demo = frames | {"plan": frames["plan"].assign(is_demo=True)}
    other = [row | {"text": f"本局{row['text']}"} for row in own]
    found = change(demo, other)
    assert found.replaces_demo
    assert found.counts == {"new": 6, "changed": 0, "unchanged": 0, "missing": 0}
    assert found.added["task"]["task_id"].tolist() == [1, 2, 3, 4, 5, 6]


def test_the_demo_that_was_exported_comes_back_into_itself(frames: Frames, own: Draft) -> None:
    demo = frames | {"plan": frames["plan"].assign(is_demo=True)}
    own[0]["leader"] = "赵局"
    found = change(demo, own)
    assert not found.replaces_demo
    assert told(found) == [("1", "分管领导", "王局", "赵局")]


def test_a_plan_may_be_renamed_but_a_sheet_without_a_title_leaves_its_name(
    frames: Frames, own: Draft
) -> None:
    found = change(frames, own, plan=PlanName(YEAR, "新要点", ""))
    (plan,) = found.updated["plan"].to_dict("records")
    assert (plan["title"], plan["organisation"]) == ("新要点", "教育局")
    assert found.notes == ("工作要点的名称改为“新要点”。",)


def test_an_adjustment_is_never_before_the_last_one_of_its_task(frames: Frames, own: Draft) -> None:
    own[4]["due_date"] = date(2023, 8, 1)
    late = frames["adjustment"].assign(adjusted_on=pd.Timestamp(2024, 3, 1))
    draft = pd.DataFrame(own, dtype="object")
    found = ledger_change(
        frames | {"adjustment": late}, draft, plan=PlanName(YEAR), kind="ledger", source=FILE,
        now=datetime(2026, 1, 1),
    )  # fmt: skip
    assert only(found, "adjustment")["adjusted_on"] == pd.Timestamp(2024, 3, 1)
    own[4]["due_date"], own[0]["due_date"] = date(2023, 7, 9), date(2023, 8, 1)
    found = ledger_change(
        frames | {"adjustment": late}, pd.DataFrame(own, dtype="object"), plan=PlanName(YEAR),
        kind="ledger", source=FILE, now=datetime(2026, 1, 1),
    )  # fmt: skip
    assert only(found, "adjustment")["adjusted_on"] == pd.Timestamp(2023, 12, 31)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("抓好宣传教育,引导师生。", "抓好宣传教育"),
        ("健全机制;压实责任", "健全机制"),
        ("一二三四五六七八九十" * 4, "一二三四五六七八九十" * 2 + "一二三四五六七八九…"),
        (",前面空", "前面空"),
        ("。", "。"),
        ("两行\n之间", "两行"),
    ],
)
def test_a_title_is_the_first_clause_of_the_text(text: str, title: str) -> None:
    assert short_title(text) == title


texts = st.text(alphabet="甲乙丙。1 ", min_size=1, max_size=4).filter(lambda text: text.strip())
drafts = st.lists(
    st.fixed_dictionaries(
        {"number": texts, "item": texts, "text": texts, "lead_office": texts},
        optional={
            "theme": st.none() | texts,
            "group_title": st.none() | texts,
            "due_date": st.none() | st.dates(date(2023, 1, 1), date(2023, 12, 31)),
            "support_offices": st.lists(texts, max_size=2).map(tuple),
            "percent": st.none() | st.sampled_from([0.0, 50.0, 100.0]),
        },
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(rows=drafts, kind=st.sampled_from(["plan", "ledger"]))
def test_every_row_of_a_draft_comes_out_once(frames: Frames, rows: Draft, kind: ChangeKind) -> None:
    found = change(frames, rows, kind)
    counts = found.counts
    assert counts["new"] + counts["changed"] + counts["unchanged"] == len(rows)
    assert counts["missing"] + counts["changed"] + counts["unchanged"] >= 6
    assert counts["new"] == len(found.added["task"])
    for table, names in (("theme", ["year", "short_name"]), ("office", ["name"])):
        both = pd.concat([frames[table], found.added[table]])
        assert not both.duplicated(names).any()


def test_names_that_look_alike_take_one_spelling() -> None:
    book = NameBook(["人事股", "督导中心(一)"], {"政工股": "人事股"})
    for name in ("人事股\u200b", "人 事 股", "⼈事股", "政工股"):
        assert book.spell(name) == "人事股"
    assert book.spell("督导中心（一）") == "督导中心(一)"
    assert [book.spell(name) for name in ("新设 股", "新设股", "新设股\ufeff")] == ["新设 股"] * 3
