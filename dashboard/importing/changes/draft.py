"""The draft: the content of an import file as a frame, one row per task, for every kind of file.

Plan documents and spreadsheets are both parsed into drafts; `changes` compares a draft with the
ledger. A draft has only the columns that its file has, so that a sheet without 分管领导 does not
clear that field. An empty cell is None, dates are datetime.date, percents are 0 to 100.
"""

from typing import Final

LEDGER_FIELDS: Final[dict[str, str]] = {
    "theme": "主题",
    "theme_title": "主题全称",
    "group_title": "分组",
    "item_number": "事项序号",
    "item": "工作任务",
    "number": "序号",
    "text": "具体措施",
    "lead_office": "牵头股室",
    "support_offices": "配合股室",
    "leader": "分管领导",
    "start_date": "开始时间",
    "due_date": "完成时限",
    "weight": "权重",
    "target": "目标值",
    "unit": "单位",
    "target_text": "目标",
    "q1_target": "一季度目标",
    "q2_target": "二季度目标",
    "q3_target": "三季度目标",
    "q4_target": "四季度目标",
}
"""The fields of a task in a draft, and the heading of each in our own templates and exports.

theme: the short name. item_number and number: as printed; number is unique within a plan.
support_offices: a tuple of names; the other fields are text, dates and numbers.
"""

PROGRESS_FIELDS: Final[dict[str, str]] = {
    "state": "状态",
    "percent": "进度",
    "work_done": "进展情况",
    "problem": "存在问题",
    "next_step": "下一步措施",
    "evidence": "印证资料",
    "reported_by": "责任人",
    "done_on": "实际完成时间",
    "verified_on": "销号时间",
    "reported_on": "填报日期",
    "note": "备注",
}
"""The fields of a report in a draft; a row may have both these and the fields of its task."""

WHERE: Final = "where"
"""The draft's column with the place of a row in the file: '第 12 行', '台账!5'."""
