"""The columns of our own forms: width, explanation and example of each."""

from typing import Final, Literal, NamedTuple

from dashboard.importing.changes.fields import FIELDS, Field, FieldKind

FormColumnKind = Literal["text", "date", "percent", "number"]

LAST_PERCENT: Final = "last_percent"
_FIELDS: Final = FIELDS | {LAST_PERCENT: Field("上次进度", "percent", ())}
_KINDS: Final[dict[FieldKind, FormColumnKind]] = {
    "day": "date",
    "percent": "percent",
    "number": "number",
    "quantity": "number",
}


class FormColumn(NamedTuple):
    """One column of a form; `width` in characters, `choices` names a list of the hidden sheet."""

    field: str
    width: float
    hint: str
    example: str = ""
    required: bool = False
    choices: str = ""

    @property
    def heading(self) -> str:
        """The column's heading, by which the importer recognises it."""
        return _FIELDS[self.field].label

    @property
    def kind(self) -> FormColumnKind:
        """How Excel formats and checks its cells."""
        return _KINDS.get(_FIELDS[self.field].kind, "text")


_QUARTER_HINT: Final = "到该季度末应完成的累计百分比;四个季度都不填,按开始到完成的时间均匀推算。"

LEDGER_COLUMNS: Final = [
    FormColumn(
        "number", 8,
        "每条措施一个,不重复,写法照工作要点。再次导入时靠它认出同一条措施,已有的序号不要改。",
        "1.1", required=True,
    ),
    FormColumn(
        "theme", 11,
        "所属板块的简称,从下拉列表选,没有的可直接填写,出现提示时选“是”;不填即与上一行相同。",
        "党建", choices="主题",
    ),
    FormColumn(
        "item", 24, "工作要点中的事项名称。", "党的二十大精神学习宣传", required=True
    ),
    FormColumn(
        "text", 40,
        "一行写一条措施,以后逐条填报进度;不分措施的事项可以不填。",
        "组建宣讲小组,上半年到校开展宣讲30场。",
    ),
    FormColumn(
        "lead_office", 13,
        "负总责的一个股室,从下拉列表选,没有的可直接填写,出现提示时选“是”。",
        "办公室", required=True, choices="股室",
    ),
    FormColumn(
        "support_offices", 16,
        "可填多个,用“、”分开;只有一个时可从下拉列表选。", "政工人事股、团委", choices="股室",
    ),
    FormColumn(
        "leader", 10, "分管的局领导,只写姓名。", "周明远", choices="分管领导"
    ),
    FormColumn("start_date", 12, "不填按当年1月1日。", "2026-01-01"),
    FormColumn("due_date", 12, "不填按当年12月31日。", "2026-06-30"),
    FormColumn("weight", 7, "大于 0 的数字,计算平均进度时用;不填按 1。", "1"),
    FormColumn("target_text", 18, "量化目标的原话。", "上半年到校宣讲30场"),
    FormColumn("target", 8, "目标中的数字。", "30"),
    FormColumn("unit", 7, "目标值的单位。", "场"),
    FormColumn("q1_target", 9, _QUARTER_HINT, "40%"),
    FormColumn("q2_target", 9, _QUARTER_HINT, "100%"),
    FormColumn("q3_target", 9, _QUARTER_HINT),
    FormColumn("q4_target", 9, _QUARTER_HINT),
]  # fmt: skip
"""The columns of an empty ledger form, in reading order."""

SOURCE_COLUMNS: Final = [
    FormColumn("theme_title", 24, "主题在工作要点中的全称。", "加强党对教育工作的领导"),
    FormColumn("group_title", 16, "主题之下、事项之上的标题;没有可不填。"),
    FormColumn("item_number", 9, "事项在工作要点中的序号。", "1"),
]
"""The place of a task in its plan document; known only for a ledger imported from one."""

PROGRESS_COLUMNS: Final = [
    FormColumn("state", 10, "按进度和时间判定的状态。", "正常推进"),
    FormColumn(
        "percent", 9,
        "到填报日期为止累计完成的百分比,不是本次新增;直接键入 80 即为 80%。",
        "80%", required=True,
    ),
    FormColumn("work_done", 36, "做了什么,有数字的写数字。", "已到校宣讲24场。"),
    FormColumn("problem", 24, "没有可不填。", "两所村小交通不便,尚未排期。"),
    FormColumn("next_step", 24, "没有可不填。", "6月中旬前完成其余6场。"),
    FormColumn("evidence", 20, "文件名、文号或存放位置。", "宣讲签到表、照片"),
    FormColumn("reported_by", 10, "填报这一条的人。", "石建业"),
    FormColumn("done_on", 12, "进度达到 100% 的日期。", "2026-06-20"),
    FormColumn("verified_on", 12, "办公室核实销号的日期。", "2026-06-28"),
    FormColumn("reported_on", 12, "进度截至哪一天;已填好的,不符时再改。", "2026-05-31"),
    FormColumn("note", 18, "其他需要说明的。"),
]  # fmt: skip
"""The columns of a task's progress."""

_LAST_PERCENT_COLUMN: Final = FormColumn(LAST_PERCENT, 9, "最近一次填报的进度。", "55%")


def form_columns(*fields: str) -> list[FormColumn]:
    """Return the columns of these fields, in the given order."""
    every = [*LEDGER_COLUMNS, *SOURCE_COLUMNS, *PROGRESS_COLUMNS, _LAST_PERCENT_COLUMN]
    known = {column.field: column for column in every}
    return [known[field] for field in fields]
