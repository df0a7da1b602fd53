"""Which column is which field: by the headings of other people, and by what stands below them."""

from collections.abc import Sequence
from typing import Any

import pytest

from dashboard.importing.changes.draft import LEDGER_FIELDS, PROGRESS_FIELDS
from dashboard.importing.spreadsheets.sheet_columns import (
    SheetKind,
    SheetLayout,
    recognise_layout,
    recognise_sheets,
    with_columns,
)
from dashboard.importing.spreadsheets.workbook import CellValue, Sheet, Span, fill_merged

Row = Sequence[Any]


def sheet(*rows: Row, name: str = "台账", merged: Sequence[Span] = ()) -> Sheet:
    """Return a sheet as it is read: a rectangle, with merged cells filled."""
    width = max(map(len, rows))
    grid: list[list[CellValue]] = [[*row, *[None] * (width - len(row))] for row in rows]
    filled = frozenset(fill_merged(grid, list(merged)))
    return Sheet(name, grid, merged=tuple(merged), filled=filled)


def fields(*rows: Row, **options: Any) -> list[str | None]:
    """Return the field of each column of a sheet."""
    layout = recognise_layout(sheet(*rows, **options))
    return [layout.columns.get(column) for column in range(max(map(len, rows)))]


LEDGER = ["序号", "工作任务", "牵头股室"]
BESIDE = {
    "number": LEDGER[1:],
    "unit": [*LEDGER, "目标值"],
    "done_on": [*LEDGER, "进度", "完成时限"],
}
"""Other columns of a sheet, where three are not what a heading stands beside."""


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("number", "序号 编号 任务编号 序 号 No. № 项目编号 台账编号"),
        ("theme", "主题 类别 板块 领域 工作类别 项目类别 所属板块 分类 任务类型"),
        ("text", "具体措施 措施 工作措施 主要措施 任务内容 工作举措 具体举措 分解任务"),
        ("support_offices", "配合股室 配合单位 协办单位 参与单位 协同部门 配合科室 配合"),
        ("leader", "分管领导 责任领导 分管局长 包保领导 分管局领导 主管领导 局领导"),
        ("start_date", "开始时间 启动时间 开始日期 计划开始时间"),
        ("due_date", "完成时限 完成时间 时限 办结时限 截止时间 计划完成时间 完成期限 时间节点"),
        ("weight", "权重 分值 权重系数"),
        ("target", "目标值 指标值 目标数"),
        ("unit", "单位 计量单位"),
        ("target_text", "目标 年度目标 工作目标 预期目标 目标要求"),
        ("q1_target", "一季度目标 第一季度目标 一季度 第一季度 Q1 1季度目标 Q1目标 一季度末目标"),
        ("q2_target", "二季度目标 第二季度 Q2 2季度"),
        ("q3_target", "三季度目标 三季度计划"),
        ("q4_target", "四季度目标 四季度"),
        ("state", "状态 完成状态 进展状态 工作状态 是否完成"),
        ("percent", "进度 完成率 完成进度 进度(%) 完成比例 完成百分比 进度（％） 形象进度"),
        ("work_done", "进展情况 工作进展 完成情况 落实情况 工作进展情况 推进情况 目前进展情况"),
        ("problem", "存在问题 问题 存在的问题 存在问题及困难 困难和问题 主要问题"),
        ("next_step", "下一步措施 下一步打算 下一步计划 下步工作打算 下一步工作安排"),
        ("evidence", "印证资料 佐证材料 佐证资料 印证材料 证明材料 附件"),
        ("reported_by", "责任人 经办人 填报人 联系人 具体责任人 负责人"),
        ("done_on", "实际完成时间 完成日期 实际完成日期"),
        ("verified_on", "销号时间 销号日期"),
        ("reported_on", "填报日期 填报时间 更新时间 报送时间"),
        ("note", "备注 说明 备注说明 其他"),
        ("theme_title", "主题全称"),
        ("item_number", "事项序号"),
        ("group_title", "分组"),
    ],
)  # fmt: skip
def test_the_usual_names_of_a_column(field: str, headings: str) -> None:
    beside = BESIDE.get(field, LEDGER)
    for heading in headings.replace("序 号", "序\u00a0号").split(" "):
        assert fields([*beside, heading])[-1] == field, heading


@pytest.mark.parametrize(
    "heading",
    ["工作任务", "事项", "重点工作", "工作事项", "任务名称", "重点任务", "工作内容", "年度重点任务",
     "目标任务", "重点工作任务", "工作要点", "任务内容", "主要任务", "工作任务及内容", "项目名称"],
)  # fmt: skip
def test_the_usual_names_of_the_task(heading: str) -> None:
    assert fields(["序号", heading, "牵头股室"]) == ["number", "item", "lead_office"]


@pytest.mark.parametrize(
    "heading",
    ["牵头股室", "责任股室", "责任单位", "责任科室", "责任部门", "牵头单位", "牵头部门", "主办单位",
     "股室", "单位", "牵头", "落实单位", "责任单位及责任人", "承办科室", "责任处室"],
)  # fmt: skip
def test_the_usual_names_of_the_lead(heading: str) -> None:
    assert fields(["序号", "工作任务", heading]) == ["number", "item", "lead_office"]


@pytest.mark.parametrize("field", [*LEDGER_FIELDS, *PROGRESS_FIELDS])
def test_our_own_headings_are_known_beside_one_another(field: str) -> None:
    names = {**LEDGER_FIELDS, **PROGRESS_FIELDS}
    layout = recognise_layout(sheet(list(names.values())))
    assert layout.columns[list(names).index(field)] == field
    assert layout.unknown == []


@pytest.mark.parametrize(
    "printed",
    ["完 成 时 限", "完成\n时限", "完成时限(年月日)", "完成时限（年月日）", "*完成时限",
     "完成时限:", "【完成时限】", "完成\u3000时限", "完成_x000D_\n时限"],
)  # fmt: skip
def test_headings_as_they_are_printed(printed: str) -> None:
    assert fields([*LEDGER, printed])[-1] == "due_date"


def test_a_better_heading_leaves_its_field_to_no_other() -> None:
    assert fields(["序号", "工作任务", "责任单位", "牵头单位"])[2:] == [
        "support_offices",
        "lead_office",
    ]
    assert fields([*LEDGER, "完成时间", "完成时限", "进度"])[3:5] == ["done_on", "due_date"]
    assert fields([*LEDGER, "目标值", "单位"])[3:] == ["target", "unit"]
    assert fields(["序号", "任务编号", "工作任务", "股室"])[:2] == [None, "number"]
    assert fields(["序号", "工作任务", "工作内容", "股室"])[1:3] == ["item", "text"]


def test_a_day_of_completion_without_any_progress_is_the_one_to_keep() -> None:
    assert fields([*LEDGER, "完成日期"])[-1] == "due_date"
    assert fields([*LEDGER, "完成日期", "进度"])[3:] == ["done_on", "percent"]


def test_measures_without_tasks_are_the_tasks() -> None:
    assert fields(["序号", "具体措施", "牵头股室"]) == ["number", "item", "lead_office"]


def test_title_rows_stand_above_the_header() -> None:
    rows = [["2023年重点工作任务台账"], ["填报单位:办公室", None, "2023年6月"], [], LEDGER]
    layout = recognise_layout(sheet(*rows, [1, "甲", "办公室"], merged=[((0, 0), (0, 2))]))
    assert layout.header_rows == 3
    assert layout.headings == {0: "序号", 1: "工作任务", 2: "牵头股室"}


def test_a_header_of_two_rows_with_and_without_merged_cells() -> None:
    above = ["序号", "工作任务", "责任分工", None, "季度目标", None, None, None, "完成时限"]
    below = [None, None, "牵头", "配合", "一季度", "二季度", "三季度", "四季度", None]
    first = [1, "甲", "办公室", "团委", 0.2, 0.4, 0.6, 1, "6月底"]
    spans: list[Span] = [((0, at), (1, at)) for at in (0, 1, 8)]
    spans += [((0, 2), (0, 3)), ((0, 4), (0, 7))]
    for merged in ([], spans):
        layout = recognise_layout(sheet(above, below, first, merged=merged))
        assert layout.header_rows == 1
        assert list(layout.columns.values()) == [
            "number", "item", "lead_office", "support_offices",
            "q1_target", "q2_target", "q3_target", "q4_target", "due_date",
        ]  # fmt: skip
        assert layout.missing == []


def test_quarters_below_progress_are_no_targets() -> None:
    above = ["序号", "工作任务", "牵头股室", "进展情况", "进展情况"]
    below = ["序号", "工作任务", "牵头股室", "一季度", "二季度"]
    layout = recognise_layout(sheet(above, below, [1, "甲", "办公室", "已完成", "推进中"]))
    assert layout.unknown == ["进展情况 一季度", "进展情况 二季度"]


def test_what_stands_below_tells_words_from_percentages() -> None:
    percents, words = ["80%", "已完成", "50%"], ["已制定方案", "正在起草", "召开会议"]
    for heading, below, field in [
        ("完成情况", percents, "percent"),
        ("完成情况", words, "work_done"),
        ("进度", percents, "percent"),
        ("进度", words, "work_done"),
        ("状态", ["已完成", "推进中"], "state"),
        ("状态", [0.5, 0.8], "percent"),
    ]:
        rows = [[at, "甲", "办公室", value] for at, value in enumerate(below, 1)]
        assert fields([*LEDGER, heading], *rows)[-1] == field, (heading, below)


def test_targets_in_words_are_words() -> None:
    assert fields([*LEDGER, "目标值"], [1, "甲", "办公室", "全覆盖"])[-1] == "target_text"
    assert fields([*LEDGER, "目标值"], [1, "甲", "办公室", "30场"])[-1] == "target"
    assert fields([*LEDGER, "一季度"], [1, "甲", "办公室", "制定方案"])[-1] is None


@pytest.mark.parametrize(
    ("name", "header", "kind"),
    [
        ("台账", LEDGER, "ledger"),
        ("台账", [*LEDGER, "进度", "进展情况"], "ledger"),
        ("台账", ["序号", "进度"], "progress"),
        ("台账", ["序号", "工作任务", "状态"], "progress"),
        ("填报表", [*LEDGER, "上次进度", "进度", "填报日期"], "progress"),
    ],
)
def test_what_a_sheet_is_follows_from_its_columns(name: str, header: Row, kind: SheetKind) -> None:
    layout = recognise_layout(sheet(header, name=name))
    assert (layout.kind, layout.missing, layout.unknown) == (kind, [], [])


def test_what_is_missing_and_what_is_unknown_is_named() -> None:
    layout = recognise_layout(sheet(["序号", "工作任务", "考核得分", "完成时限"]))
    assert (layout.missing, layout.unknown) == (["lead_office"], ["考核得分"])


def test_a_person_may_say_what_a_column_is() -> None:
    layout = recognise_layout(sheet(["序号", "工作任务", "谁来干"]))
    chosen = with_columns(layout, {**layout.columns, 2: "lead_office"})
    assert (chosen.missing, chosen.unknown) == ([], [])
    assert layout.missing == ["lead_office"]


def test_words_of_tasks_make_no_header() -> None:
    rows = [[1, "目标", "措施"], [2, "问题", "其他"]]
    assert recognise_layout(sheet(LEDGER, *rows)).header_rows == 0
    assert recognise_layout(sheet(["甲", "乙"], ["丙", "丁"])) == SheetLayout(
        "ledger", -1, {}, {}, [], ["number", "item", "lead_office"]
    )


def test_a_sheet_of_nothing_has_no_layout() -> None:
    assert recognise_layout(Sheet("空", [])).columns == {}


def test_sheets_that_are_no_tables_are_named_and_explanations_and_empty_ones_are_not() -> None:
    ledger = sheet(LEDGER, [1, "甲", "办公室"])
    others = [
        Sheet("旧", [], is_hidden=True),
        Sheet("选项", [], is_hidden=True),
        Sheet("空", []),
        sheet(["一、请按月填报"], name="填写说明"),
        sheet(["图例"], ["红"], name="图例"),
        sheet(["序号", "股室", "任务数", "完成率"], [1, "办公室", 3, "80%"], name="统计"),
    ]
    tables, warnings = recognise_sheets([ledger, *others])
    assert [one.name for one, _ in tables] == ["台账"]
    assert [str(each) for each in warnings] == [
        "工作表“旧”:应为可见的工作表,实为隐藏的工作表,未读取",
        "工作表“图例”:应为带有序号、工作任务等表头的表格,实为没有认出表头,未读取",
        "工作表“统计”:应为列齐全的任务台账,实为作为任务台账缺少“工作任务”列;未读取",
    ]
    assert all(each.is_warning for each in warnings)


def test_every_sheet_of_a_ledger_is_recognised_by_itself() -> None:
    one = sheet(LEDGER, name="党建")
    other = sheet(["2023年台账"], ["任务名称", "责任单位", "编号"], name="教学")
    tables, warnings = recognise_sheets([one, other])
    assert [(each.name, layout.header_rows, layout.kind) for each, layout in tables] == [
        ("党建", 0, "ledger"),
        ("教学", 1, "ledger"),
    ]
    assert warnings == []


def test_a_report_beside_a_ledger_is_told() -> None:
    tables, warnings = recognise_sheets([sheet(LEDGER), sheet(["序号", "进度"], name="进展")])
    assert [one.name for one, _ in tables] == ["台账"]
    assert len(warnings) == 1


def test_a_file_may_be_read_as_what_a_person_says() -> None:
    tables, _ = recognise_sheets([sheet([*LEDGER, "进度"])], "progress")
    assert tables[0][1].kind == "progress"
    lacking, _ = recognise_sheets([sheet(LEDGER)], "progress")
    assert lacking[0][1].missing == ["percent"]
