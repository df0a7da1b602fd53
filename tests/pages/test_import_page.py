"""The page 导入 run by Streamlit itself, without a browser."""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from streamlit.testing.v1 import AppTest

from dashboard.importing.service.reading import digest_of
from dashboard.ledger import backup_files
from dashboard.pages.answers import ledger_data, opened_ledger
from tests.support.app import moved, opened, unopened
from tests.support.app_output import standing
from tests.support.plan_text import PLAN


def given(app: AppTest, content: str | bytes, name: str = "要点.txt") -> AppTest:
    """Upload a file."""
    data = content.encode() if isinstance(content, str) else content
    app.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    return app


def pressed(app: AppTest, label: str) -> AppTest:
    """Press the button of this label."""
    button = next(each for each in app.button if each.label == label)
    assert not button.disabled, label
    return button.click().run()


def plain(markdown: str) -> str:
    """Return markdown without its backslashes, as it is read."""
    return re.sub(r"\\(.)", r"\1", markdown)


def told(app: AppTest) -> str:
    """Return all that the page says in words."""
    shown = (*app.success, *app.info, *app.error, *app.caption, *app.text, *app.markdown)
    return "\n".join(plain(str(each.value)) for each in shown)


def troubles(app: AppTest) -> list[str]:
    return [*(each.value for each in app.error), *(each.message for each in app.exception)]


def totals(app: AppTest) -> dict[str, str]:
    return {each.label: each.value for each in app.metric}


def rows(app: AppTest) -> pd.DataFrame:
    """Return the rows under review."""
    return next(each for each in app.data_editor if str(each.key).startswith("plan rows")).value


def edit(app: AppTest, **edits: Any) -> AppTest:
    """Edit the rows under review, as the editor tells it."""
    key = next(str(each.key) for each in app.data_editor if str(each.key).startswith("plan rows"))
    nothing = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    app.session_state[key] = nothing | edits
    return app.run()


def tasks(year: int = 2024) -> pd.DataFrame:
    """Return the tasks that the ledger holds for a year."""
    asked = {"as_of": pd.Timestamp("2024-12-31").date(), "known_at": None, "year": year}
    return opened_ledger.ledger().query("plan_rows", asked)


# The page


@pytest.mark.usefixtures("demo")
def test_the_page_opens_without_filters_and_without_trouble() -> None:
    app = opened("导入")
    assert troubles(app) == []
    assert not app.multiselect
    assert [each.label for each in app.tabs] == ["导入文件", "导入记录", "模板与导出", "名称对照"]


@pytest.mark.usefixtures("demo")
def test_the_view_goes_through_the_page_unharmed() -> None:
    app = opened("导入", as_of="2023-09-30", office="团委")
    assert app.query_params["office"] == "团委"
    moved(app, "任务")
    assert app.query_params == {"year": "2023", "as_of": "2023-09-30", "office": "团委"}


# A plan


@pytest.mark.usefixtures("demo")
def test_a_plan_is_shown_with_its_totals_and_with_what_was_not_read() -> None:
    app = given(opened("导入"), PLAN)
    assert troubles(app) == []
    assert totals(app) == {"主题": "2", "事项": "3", "措施": "4", "股室": "4"}
    assert [each.label for each in app.expander] == ["没有读入的文字:1 行"]
    assert app.selectbox(key=keyed(app.selectbox, "plan year")).value == 2024
    assert [each.value for each in app.text_input if each.label in ("标题", "单位")] == [
        "云岫县教育局2024年工作要点",
        "云岫县教育局",
    ]


def keyed(elements: Any, start: str) -> str:
    """Return the key of the element whose key begins so."""
    return next(str(each.key) for each in elements if str(each.key).startswith(start))


@pytest.mark.usefixtures("demo")
def test_each_row_stands_beside_its_sentence() -> None:
    shown = rows(given(opened("导入"), PLAN))
    assert list(shown["quote"]) == [
        "上半年组织宣讲12场。",
        "制定学习方案。(责任股室:办公室、团委)",
        "开展警示教育。(责任股室:政工人事股)",
        "每学期至少组织2次教研活动。(责任股室:教研室)",
    ]
    assert list(shown["number"]) == ["1.1", "1.2", "2", "3"]
    assert list(shown["lead_office"]) == ["办公室", "办公室", "政工人事股", "教研室"]
    assert str(shown["due_date"].iloc[0].date()) == "2024-06-30"


@pytest.mark.usefixtures("demo")
def test_a_bureau_may_track_whole_items() -> None:
    app = given(opened("导入"), PLAN)
    app.segmented_control(key=keyed(app.segmented_control, "plan unit")).set_value("item").run()
    assert totals(app)["措施"] == "3"
    assert rows(app)["text"].iloc[0] == "上半年组织宣讲12场;制定学习方案。"


@pytest.mark.usefixtures("demo")
def test_a_plan_takes_the_place_of_the_demo_and_the_other_pages_show_it() -> None:
    app = pressed(given(opened("导入"), PLAN), "立账")
    assert troubles(app) == []
    assert "已导入“要点.txt”(2024 年工作要点):新增 4 项。" in told(app)
    moved(app, "总览")
    assert app.query_params["year"] == "2024"
    assert "云岫县教育局 云岫县教育局2024年工作要点 · 符合条件 4 项" in standing(app)
    assert list(ledger_data.plans()["year"]) == [2024]


@pytest.mark.usefixtures("demo")
def test_what_was_edited_added_and_deleted_is_what_is_booked() -> None:
    app = edit(
        given(opened("导入"), PLAN),
        edited_rows={
            0: {"text": "组织宣讲15场。", "lead_office": "团委", "due_date": "2024-09-30"}
        },
        added_rows=[{"item": "廉政建设", "text": "编印案例。", "lead_office": "办公室"}],
        deleted_rows=[3],
    )
    assert totals(app) == {"主题": "1", "事项": "2", "措施": "4", "股室": "3"}
    pressed(app, "立账")
    held = tasks().set_index("number")
    assert list(held.index) == ["1.1", "1.2", "2", "2.2"]
    assert held["text"]["1.1"] == "组织宣讲15场。"
    assert held["lead_office"]["1.1"] == "团委"
    assert str(held["due_date"]["1.1"].date()) == "2024-09-30"
    assert held.loc["2.2", ["item", "theme"]].tolist() == ["廉政建设", "党建"]


@pytest.mark.usefixtures("demo")
def test_edits_outlive_a_look_at_another_page() -> None:
    app = edit(
        given(opened("导入"), PLAN), edited_rows={1: {"text": "方案已改。"}}, deleted_rows=[0]
    )
    moved(app, "总览")
    moved(app, "导入")
    assert list(rows(app)["text"]) == [
        "方案已改。",
        "开展警示教育。",
        "每学期至少组织2次教研活动。",
    ]
    assert totals(app)["措施"] == "3"


@pytest.mark.usefixtures("demo")
def test_a_plan_without_a_year_waits_for_one() -> None:
    app = given(opened("导入"), PLAN.replace("2024年", ""))
    assert "请先选择年度。" in told(app)
    assert next(each for each in app.button if each.label == "立账").disabled
    app.selectbox(key=keyed(app.selectbox, "plan year")).set_value(2025).run()
    pressed(app, "立账")
    assert str(tasks(2025)["due_date"].iloc[0].date()) == "2025-06-30"


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ({"edited_rows": {0: {"text": " "}}}, "1.1 没有填写措施"),
        ({"edited_rows": {2: {"item": None}}}, "2 没有填写事项"),
        ({"edited_rows": {2: {"number": "3"}}}, "序号 3 用了不止一次"),
        ({"deleted_rows": [0, 1, 2, 3]}, "一条措施也没有"),
    ],
)
@pytest.mark.usefixtures("demo")
def test_rows_that_are_no_ledger_cannot_be_booked(edits: dict[str, Any], words: str) -> None:
    app = edit(given(opened("导入"), PLAN), **edits)
    assert words in told(app)
    assert next(each for each in app.button if each.label == "立账").disabled


@pytest.mark.usefixtures("demo")
def test_an_office_that_the_list_lacks_can_be_added() -> None:
    app = edit(given(opened("导入"), PLAN), edited_rows={0: {"text": "改过。"}})
    app.text_input(key="new office").set_value("督导室").run()
    pressed(app, "加入列表")
    assert rows(app)["text"].iloc[0] == "改过。"
    edit(app, edited_rows={0: {"lead_office": "督导室"}})
    pressed(app, "立账")
    assert tasks()["lead_office"].iloc[0] == "督导室"


@pytest.fixture
def booked(demo: Path) -> AppTest:  # noqa: ARG001 - a fixture cannot ask for others by a mark
    """The page after the plan was booked."""
    return pressed(given(opened("导入"), PLAN), "立账")


def test_a_second_plan_for_a_year_is_asked_about_and_may_be_left(booked: AppTest) -> None:
    app = pressed(given(booked, PLAN.replace("12场", "20场")), "立账")
    assert "作为新版本立账" in [each.label for each in app.button]
    pressed(app, "取消")
    assert "12场" in tasks()["text"].iloc[0]


def test_a_new_version_shows_what_changes_and_keeps_the_rest(booked: AppTest) -> None:
    old = tasks()
    newer = (
        PLAN.replace("12场", "20场").replace("制定学习方案。", "")
        + "4.安全。排查隐患。(责任股室:办公室)"
    )
    app = pressed(given(booked, newer), "立账")
    outcomes = next(
        each for each in app.segmented_control if str(each.key).startswith("outcome version")
    )
    assert list(outcomes.options) == ["新增 1", "变更 1", "不变 2", "文件中没有 1"]
    app.checkbox(key="cancel missing").set_value(True).run()
    pressed(app, "作为新版本立账")
    held = tasks()
    assert set(old["task_id"]) < set(held["task_id"])
    cancelled = held.loc[held["cancelled_on"].notna(), "text"]
    assert list(cancelled) == ["制定学习方案。"]


def test_the_same_plan_again_says_that_nothing_would_change(booked: AppTest) -> None:
    app = given(booked, PLAN)
    assert "这个文件已于 2023-10-16 09:30 导入过" in told(app)
    assert "没有变化,不用再立账" in told(pressed(app, "立账"))


# Files that are none


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.docx", b"", "是空文件"),
        (
            "旧.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "WordDocument".encode("utf-16-le").ljust(64, b"\0"),
            "另存为 docx",
        ),
        ("坏.docx", b"PK\x03\x04 nonsense", "已损坏或不完整"),
        ("图.png", b"\x89PNG\r\n\x1a\n", "文字识别"),
        ("坏.xlsx", b"PK\x03\x04 nonsense", "已损坏或不完整"),
    ],
)
@pytest.mark.usefixtures("demo")
def test_a_file_that_cannot_be_used_is_one_sentence(name: str, content: bytes, words: str) -> None:
    app = given(opened("导入"), content, name)
    assert not app.exception
    (error,) = app.error
    assert words in plain(error.value)
    assert name in plain(error.value)
    assert "Traceback" not in error.value
    assert pressed(app, "换一个文件").file_uploader


LIVE = "$x$ :red[x] <b>x</b> **x** `x`"


def test_what_another_changed_meanwhile_is_shown_before_it_is_imported_over(
    booked: AppTest,
) -> None:
    newer = PLAN.replace("12场", "20场")
    app = pressed(given(booked, newer), "立账")
    with opened_ledger.ledger().transaction() as connection:
        connection.execute("update task set text = replace(text, '12场', '15场')")
    pressed(app, "作为新版本立账")
    assert any("预览之后,这份文件涉及的内容在账本中又有改动" in each for each in troubles(app))
    assert "15场" in tasks()["text"].iloc[0]
    pressed(app, "作为新版本立账")
    assert troubles(app) == []
    assert "20场" in tasks()["text"].iloc[0]


@pytest.mark.usefixtures("demo")
def test_names_of_files_and_words_of_documents_are_shown_as_typed() -> None:
    app = given(opened("导入"), PLAN.replace("学习方案", LIVE), f"{LIVE}.txt")
    assert troubles(app) == []
    shown = (*app.markdown, *app.caption, *app.success, *app.info)
    assert all(LIVE not in each.value for each in shown)
    pressed(app, "立账")
    assert all(LIVE not in each.value for each in app.success)
    assert LIVE in plain(app.success[0].value)


# The way back


def test_an_import_can_be_taken_back_and_the_demo_is_there_again(booked: AppTest) -> None:
    app = pressed(booked, "撤销最近一次导入")
    pressed(app, "撤销")
    assert troubles(app) == []
    assert "已撤销“要点.txt”的导入。" in told(app)
    assert list(ledger_data.plans()["year"]) == [2023]
    moved(app, "总览")
    assert "演示数据" in standing(app)
    assert not app.toast


def test_an_import_is_looked_at_and_gone_back_before_also_after_another(booked: AppTest) -> None:
    app = pressed(given(booked, PLAN.replace("12场", "20场")), "立账")
    pressed(app, "作为新版本立账")
    app.selectbox(key="past import").set_value(1).run()
    pressed(app, "回到这次导入之前")
    assert "撤销 2 次导入" in told(app)
    pressed(app, "回到导入之前")
    assert troubles(app) == []
    assert "已回到第 1 号导入之前,撤销了 2 次导入。" in told(app)
    assert list(ledger_data.plans()["year"]) == [2023]


def test_a_backup_is_compared_and_restored_from_its_page(booked: AppTest) -> None:
    app = moved(booked, "备份")
    (name,) = [each.path.name for each in backup_files.backups(opened_ledger.ledger().path)]
    app.selectbox(key="backup").set_value(name).run()
    assert "去掉措施 125 项" in told(app)
    pressed(app, "恢复这个备份")
    assert "此后写入的将不再有" in "\n".join(plain(each.value) for each in app.warning)
    pressed(app, "恢复")
    assert troubles(app) == []
    assert list(ledger_data.plans()["year"]) == [2023]
    assert len(backup_files.backups(opened_ledger.ledger().path)) == 2


@pytest.mark.usefixtures("demo")
def test_the_history_tells_who_imported_what() -> None:
    app = given(opened("导入"), PLAN)
    app.text_input(key="actor import").set_value("张三").run()
    pressed(app, "立账")
    table = next(each.value for each in app.dataframe if "经办人" in each.value)
    assert table[["经办人", "文件", "类型", "年度", "新增", "状态"]].iloc[0].tolist() == [
        "张三", "要点.txt", "工作要点", 2024, 4, "有效",
    ]  # fmt: skip


# Spreadsheets


def workbook(*rows: Sequence[Any]) -> bytes:
    """Return a workbook with these rows."""
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


HEADER = ["序号", "工作任务", "具体措施", "牵头股室", "完成时限"]
GOOD = ["1", "学习", "读书班", "办公室", "6月底"]
BAD = ["2", "安全", "排查", "安全股", "13月底"]


def problems(app: AppTest) -> pd.DataFrame:
    return next(each.value for each in app.dataframe if "应为" in each.value)


def preview(app: AppTest) -> pd.DataFrame:
    return next(each.value for each in app.dataframe if "任务" in each.value)


@pytest.mark.usefixtures("demo")
def test_a_ledger_is_recognised_previewed_and_imported() -> None:
    content = workbook(["2024年重点工作台账"], HEADER, GOOD)
    app = given(opened("导入"), content, "台账.xlsx")
    assert troubles(app) == []
    assert app.segmented_control(key=keyed(app.segmented_control, "purpose")).value == "ledger"
    assert app.selectbox(key=keyed(app.selectbox, "sheet year")).value == 2024
    assert [each.label for each in app.expander] == ["各列的含义:认出 5 列"]
    assert preview(app)["任务"].tolist() == ["读书班"]
    pressed(app, "导入 1 行")
    assert "已导入“台账.xlsx”(2024 年台账):新增 1 项。" in told(app)
    assert tasks()["text"].tolist() == ["读书班"]
    assert "文件内容与账本一致" in told(given(app, content, "台账.xlsx"))


@pytest.mark.usefixtures("demo")
def test_every_problem_is_told_at_once_and_the_rest_is_imported_only_when_asked_for() -> None:
    lacking = ["3", "", "", "", "6月底"]
    app = given(opened("导入"), workbook(["2024年台账"], HEADER, GOOD, BAD, lacking), "台账.xlsx")
    assert problems(app)["位置"].tolist() == ["Sheet!E4", "Sheet!B5", "Sheet!D5"]
    assert set(problems(app)["级别"]) == {"错误"}
    assert "有 2 行有错误,不会导入" in plain(app.warning[0].value)
    assert not [each.label for each in app.button if each.label.startswith("导入 ")]
    pressed(app, "只导入其余 1 行")
    assert tasks()["number"].tolist() == ["1"]


@pytest.mark.usefixtures("demo")
def test_a_column_that_was_not_recognised_can_be_pointed_out() -> None:
    odd = ["序号", "工作任务", "具体措施", "归谁管", "完成时限"]
    app = given(opened("导入"), workbook(["2024年台账"], odd, GOOD), "台账.xlsx")
    assert "缺少“牵头股室”列" in plain(app.error[0].value)
    choice = next(each for each in app.selectbox if each.label == "归谁管")
    choice.set_value("lead_office").run()
    assert troubles(app) == []
    pressed(app, "导入 1 行")
    assert tasks()["lead_office"].tolist() == ["办公室"]


@pytest.mark.usefixtures("demo")
def test_two_columns_cannot_be_one_thing() -> None:
    app = given(
        opened("导入"), workbook(["2024年台账"], [*HEADER, "其他"], [*GOOD, "x"]), "台账.xlsx"
    )
    choice = next(each for each in app.selectbox if each.label == "其他")
    choice.set_value("item").run()
    assert "有 2 列都选为“工作任务”" in plain(app.error[0].value)


@pytest.mark.usefixtures("demo")
def test_a_report_adds_to_the_plan_that_is_looked_at() -> None:
    number, text = tasks(2023)[["number", "text"]].iloc[0]
    header = ["序号", "进度", "进展情况", "具体措施"]
    report = workbook(header, [number, "95%", "快完成了", text], ["99.9", "5%", "", "别的"])
    app = given(opened("导入"), report, "填报.xlsx")
    assert app.segmented_control(key=keyed(app.segmented_control, "purpose")).value == "progress"
    assert problems(app)["位置"].tolist() == ["Sheet!D3"]
    assert preview(app)["导入后"].tolist() == ["95%"]
    assert preview(app)["文件中的文字"].tolist() == [text]
    pressed(app, "只导入其余 1 行")
    assert "2023 年进展填报" in told(app)
    assert list(ledger_data.plans()["is_demo"]) == [True]


@pytest.mark.usefixtures("demo")
def test_a_report_without_words_is_asked_about_and_comes_in_as_far_as_it_is_accepted() -> None:
    report = workbook(["序号", "进度"], ["1.1", "95%"], ["1.2", "96%"])
    app = given(opened("导入"), report, "填报.xlsx")
    offered = next(each.value for each in app.dataframe if "台账中" in each.value)
    assert offered["文件中"].tolist() == ["1.1", "1.2"]
    assert [words[:9] for words in offered["台账中"]] == ["1.1 党的二十大", "1.2 党的二十大"]
    assert "每一行都有错误" in app.error[0].value
    edits = {"edited_rows": {1: {"采纳": True}}, "added_rows": [], "deleted_rows": []}
    app.session_state[f"offers match {digest_of(report)} False"] = edits
    app.run()
    assert preview(app)["序号"].tolist() == ["1.2"]
    app.checkbox(key=keyed(app.checkbox, "accept all match")).set_value(True).run()
    pressed(app, "导入 2 行")
    assert "2023 年进展填报" in told(app)


@pytest.mark.usefixtures("demo")
def test_a_struck_task_is_cancelled_when_that_is_accepted() -> None:
    second = ["2", "安全", "排查", "安全股", "6月底"]
    book = load_workbook(BytesIO(workbook(["2024年台账"], HEADER, GOOD, second)))
    for cell in book.worksheets[0][4]:
        cell.font = Font(strike=True)
    struck = BytesIO()
    book.save(struck)
    app = given(opened("导入"), struck.getvalue(), "台账.xlsx")
    assert problems(app)["位置"].tolist() == ["Sheet!A4"]
    app.checkbox(key=keyed(app.checkbox, "accept all cancel")).set_value(True).run()
    assert "没有发现问题" in told(app)
    pressed(app, "导入 2 行")
    assert tasks().set_index("number")["cancelled_on"].notna().to_dict() == {"1": False, "2": True}


@pytest.mark.usefixtures("demo")
def test_a_table_of_tasks_can_be_reviewed_as_a_plan() -> None:
    app = given(
        opened("导入"), workbook(["云岫县教育局2024年工作任务分解表"], HEADER, GOOD), "分解表.xlsx"
    )
    app.segmented_control(key=keyed(app.segmented_control, "purpose")).set_value("plan").run()
    assert troubles(app) == []
    assert rows(app)["lead_office"].tolist() == ["办公室"]
    assert rows(app)["quote"].tolist() == ["读书班"]


@pytest.mark.usefixtures("demo")
def test_a_gb18030_csv_is_read() -> None:
    text = "序号,工作任务,牵头股室\r\n1,学习,办公室\r\n"
    app = given(opened("导入"), text.encode("gb18030"), "2024年台账.csv")
    pressed(app, "导入 1 行")
    assert tasks()["item"].tolist() == ["学习"]


@pytest.mark.usefixtures("demo")
def test_a_workbook_without_any_task_says_what_it_lacks() -> None:
    app = given(opened("导入"), workbook(["姓名", "电话"], ["张三", "123"]), "通讯录.xlsx")
    assert "没有认出任务表" in plain(app.error[0].value)
    assert not [each.label for each in app.button if "导入" in each.label]


@pytest.mark.usefixtures("demo")
def test_tasks_that_a_ledger_has_no_longer_are_cancelled_only_when_asked_for() -> None:
    second = ["2", "安全", "排查", "安全股", "6月底"]
    app = given(opened("导入"), workbook(["2024年台账"], HEADER, GOOD, second), "台账.xlsx")
    pressed(app, "导入 2 行")
    given(app, workbook(["2024年台账"], HEADER, [*GOOD[:4], "7月底"]), "台账2.xlsx")
    app.checkbox(key=keyed(app.checkbox, "cancel")).set_value(True).run()
    pressed(app, "导入 1 行")
    held = tasks().set_index("number")
    assert held["cancelled_on"].notna().tolist() == [False, True]
    assert str(held["due_date"]["1"].date()) == "2024-07-31"


# Tables of names


def named(app: AppTest, name: str, **edits: Any) -> AppTest:
    nothing = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    app.session_state[f"names {name}"] = nothing | edits
    return app.run()


@pytest.mark.usefixtures("demo")
def test_another_name_of_an_office_is_kept() -> None:
    app = named(
        opened("导入"), "股室简称", added_rows=[{"alias": "基教股", "office_name": "基础教育股"}]
    )
    app.button(key="save 股室简称").click().run()
    assert troubles(app) == []
    assert ledger_data.query("office_aliases").to_dict("records") == [
        {"alias": "基教股", "office_name": "基础教育股"}
    ]


@pytest.mark.usefixtures("demo")
def test_a_name_that_cannot_be_kept_is_told_with_its_row() -> None:
    app = named(opened("导入"), "股室简称", added_rows=[{"alias": "团委", "office_name": "办公室"}])
    app.button(key="save 股室简称").click().run()
    assert "第 1 行简称" in plain(app.error[0].value)
    assert ledger_data.query("office_aliases").empty


def test_a_file_that_went_with_the_server_is_named_until_another_is_given() -> None:
    before = given(opened("导入"), PLAN, "要点.txt").run()
    kept = before.session_state["kept by the browser"]
    restarted = unopened()
    restarted.session_state["kept by the browser"] = kept
    app = moved(restarted, "导入")
    assert plain(app.warning[0].value).startswith("“要点.txt”没有保留下来")
    given(app, PLAN, "要点.txt")
    assert not app.warning
