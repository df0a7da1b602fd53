"""The fields that a file may have: each declared once, with its headings and how it is parsed.

A field that the ledger keeps has a column of the same name in `task`, or in `progress`
(dashboard/ledger/tables.py).
"""

from typing import Final, Literal, NamedTuple

FieldKind = Literal[
    "text", "line", "mark", "offices", "day", "percent", "number", "quantity", "state"
]
"""How a cell is parsed; line: text on one line, mark: a number as printed, quantity: with unit."""


class Field(NamedTuple):
    """A field of a draft.

    label: its heading in our own forms and exports. headings: patterns of the usual headings, best
    first, matched without spaces and brackets; a heading may match a second field, which it gets
    when another column matches the first field better.
    """

    label: str
    kind: FieldKind
    headings: tuple[str, ...]


_OFFICE = "(?:股室|科室|处室|单位|部门|机构|股|科|处|室)(?:名称)?"
_DAY = "(?:时间|日期|时限|期限)"
_TARGET = "(?:目标值?|计划|目标进度|进度目标|计划进度|序时进度|阶段目标|工作目标|应完成)"

TASK_FIELDS: Final[dict[str, Field]] = {
    "theme": Field(
        "主题",
        "line",
        (
            "(?:所属|工作|项目|任务|重点)?(?:主题|类别|板块|领域|类型|分类)|大类|条线|专项|部分|篇章|主题简称",
            "一级(?:任务|指标|目录)|项目",
        ),
    ),
    "theme_title": Field("主题全称", "line", ("主题(?:全称|名称)",)),
    "group_title": Field("分组", "line", ("分组|小类|二级(?:分类|目录)",)),
    "item_number": Field("事项序号", "mark", ("(?:事项|要点|工作要点)(?:编号|序号)",)),
    "item": Field(
        "工作任务",
        "line",
        (
            "(?:年度)?(?:工作|重点|主要|目标|重点工作|主要工作|年度|要点|督查|督办|改革)"
            "?(?:任务|事项)(?:名称|项目|清单|内容及名称)?|重点工作(?:内容|名称)?|工作要点|主要工作"
            "|(?:工作|项目)名称|工作项目|二级任务",
            "工作内容|工作|主要内容|内容|工作任务(?:及|和)(?:内容|措施|要求)",
            "任务内容|项目|工作要求",
        ),
    ),
    "number": Field(
        "序号",
        "mark",
        (
            "(?:任务|措施|台账)(?:编号|序号|代码|号)|编码",
            "编号|序号?|号|no|(?:项目|工作)(?:编号|序号)",
        ),
    ),
    "text": Field(
        "具体措施",
        "text",
        (
            "(?:具体|工作|主要|推进|落实|重点|细化|任务|保障)?(?:措施|举措)(?:内容|要求)?"
            "|任务内容|(?:具体|分解|三级)(?:任务|工作|内容|工作内容|工作任务)|任务分解|实施内容|工作步骤",
            "工作内容|主要内容|具体要求|工作要求|内容",
        ),
    ),
    "lead_office": Field(
        "牵头股室",
        "offices",
        (
            f"(?:责任分工|分工)?(?:牵头|主办|主责|承办)(?:责任)?(?:{_OFFICE})?|(?:主要|第一)责任{_OFFICE}",
            f"(?:责任|落实|负责|实施|完成|执行|归口){_OFFICE}|责任(?:主体|分工)",
            f"{_OFFICE}",
            f"(?:填报|报送){_OFFICE}",
        ),
    ),
    "support_offices": Field(
        "配合股室",
        "offices",
        (
            f"(?:责任分工|分工)?(?:配合|协办|协助|参与|参加|协同|协作|会办)(?:责任)?(?:{_OFFICE})?",
            f"(?:责任|落实|负责){_OFFICE}",
        ),
    ),
    "leader": Field(
        "分管领导",
        "line",
        (
            "(?:分管|主管|责任|包保|包抓|包联|牵头|挂钩|挂点|局)(?:局)?(?:领导|局长|副局长)|分管负责人",
            "领导",
        ),
    ),
    "start_date": Field("开始时间", "day", (f"(?:计划|拟)?(?:开始|启动|起始|开工){_DAY}",)),
    "due_date": Field(
        "完成时限",
        "day",
        (
            f"完成(?:时限|期限)(?:要求)?|(?:计划|要求|规定|拟|预计)(?:完成|办结){_DAY}|办结(?:时限|期限)",
            f"完成时间(?:节点)?|截止{_DAY}|(?:工作|任务|推进|整改|办理)?(?:时限|期限)|时间(?:节点|要求|安排)"
            f"|时限要求|(?:结束|到期|起止){_DAY}|(?:完成)?节点",
            "完成日期|时间",
        ),
    ),
    "weight": Field("权重", "number", ("权重(?:系数|分)?|权数", "分值|赋分|分数|考核分值")),
    "target": Field(
        "目标值",
        "quantity",
        ("目标(?:值|数|数量)|年度目标值|指标值|量化指标", "任务数|计划数|量化目标"),
    ),
    "unit": Field("单位", "line", ("(?:计量|目标)单位|量纲", "单位")),
    "target_text": Field(
        "目标",
        "text",
        (
            "(?:年度|工作|预期|绩效|主要|完成|具体|任务|量化)?目标(?:要求|成效|内容|描述)?|预期成效",
            "(?:考核|工作)?指标|工作标准",
        ),
    ),
    **{
        f"q{at}_target": Field(
            f"{word}季度目标",
            "percent",
            (
                f"(?:(?:分|各|年度)?季度目标|目标任务|{_TARGET})*第?[{at}{word}]季度?末?(?:累计)?(?:{_TARGET})?"
                f"|{_TARGET}?q{at}(?:{_TARGET})?",
            ),
        )
        for at, word in enumerate("一二三四", 1)
    },
}
"""The fields of a task.

theme: the short name. item_number and number: as printed; number is unique within a plan.
support_offices: a tuple of names.
"""

REPORT_FIELDS: Final[dict[str, Field]] = {
    "state": Field(
        "状态",
        "state",
        (
            "(?:完成|进展|任务|工作|办理|当前|目前|落实|推进|销号)?状态",
            "是否(?:已)?完成|完成与否",
        ),
    ),
    "percent": Field(
        "进度",
        "percent",
        (
            "完成(?:率|比例|百分比|度|进度)|进度(?:百分比|完成率)?|百分比|形象进度"
            "|(?:本次|目前|当前|累计|总体|任务|工作|实际)(?:完成)?(?:进度|完成率|百分比)",
        ),
    ),
    "work_done": Field(
        "进展情况",
        "text",
        (
            "(?:目前|当前|最新|本期|主要|工作|任务|推进|具体)?进展(?:情况|说明|描述|及成效)?",
            "(?:工作|任务)?(?:完成|落实|开展|推进|办理|实施|贯彻落实|进度|推进落实)(?:情况|进展)|工作成效",
        ),
    ),
    "problem": Field(
        "存在问题",
        "text",
        (
            "(?:目前|主要)?(?:存在)?的?(?:主要)?(?:问题|困难)(?:(?:和|及|与|、)?(?:困难|问题|原因|不足))?",
            "(?:存在)?问题(?:及|和|、)?(?:下一?步|整改).*|(?:未完成|滞后)原因",
        ),
    ),
    "next_step": Field(
        "下一步措施",
        "text",
        (
            "下一?(?:步|阶段)(?:的)?(?:工作)?(?:措施|打算|计划|安排|举措|思路|工作)(?:和?安排|及安排)?|下一?步",
            "(?:整改|后续|改进)(?:措施|工作|安排|计划)",
        ),
    ),
    "evidence": Field(
        "印证资料",
        "text",
        (
            "(?:印证|佐证|证明|支撑|成果)(?:性)?(?:资料|材料|依据)?(?:名称|清单)?",
            "附件(?:资料|材料)?|(?:资料|材料)清单|成果",
        ),
    ),
    "reported_by": Field(
        "责任人",
        "line",
        (
            "(?:具体|直接|工作|第一)?责任人(?:员|及电话|及联系方式)?",
            "(?:填报|经办|填表|承办|报送)(?:人|人员)|联系人(?:及电话)?|(?:股室|科室|单位|部门|具体)?负责人",
        ),
    ),
    "done_on": Field(
        "实际完成时间", "day", (f"实际(?:完成|办结){_DAY}?|完成日期|办结(?:日期|时间)", "完成时间")
    ),
    "verified_on": Field("销号时间", "day", (f"(?:销号|核销|验收){_DAY}",)),
    "reported_on": Field(
        "填报日期",
        "day",
        (
            f"(?:填报|更新|填表|报送|上报){_DAY}",
            "(?:数据|统计|截至|截止)(?:日期|时间)",
        ),
    ),
    "note": Field("备注", "text", ("备注(?:说明)?|附注", "说明|情况说明|其他|其它|注")),
}
"""The fields of a report; a row may have both these and the fields of its task."""

FIELDS: Final = {**TASK_FIELDS, **REPORT_FIELDS}


def of_kind(*kinds: FieldKind) -> tuple[str, ...]:
    """Return the names of the fields of some kinds."""
    return tuple(name for name, field in FIELDS.items() if field.kind in kinds)
