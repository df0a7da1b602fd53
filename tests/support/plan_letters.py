"""The letters of a document and of what was read from it, to find those that were lost."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from dashboard.importing.documents.source import source_from_lines
from tests.support.plan_reading import items

_LABELS = set("责任股室科处单位部门牵头配合协助办主负完成时限分管领导以上由会承参与间序号")
"""Letters of the words before offices and dates, which the fields stand for."""

_MARKS = set("一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾第部分章节条")
"""Letters of marks, whose numbers the fields hold in another form."""

_HEADING = re.compile(
    "任务|事项|工作|内容|股室|科室|单位|时限|时间|措施|序号|月份|牵头|配合|完成|责任|重点|类别"
)
_CELL_ENDS = re.compile(r"[\t|]| {2,}")
_LONGEST_HEADING = 16
_REPEATED = 5
"""How often an item may name the same office, which is then one of it."""


def _is_header(line: str) -> bool:
    """Whether a line is the header of a table, for whose columns the fields stand."""
    cells = [cell.strip() for cell in _CELL_ENDS.split(line)]
    known = [cell for cell in cells if _HEADING.search(cell) and len(cell) <= _LONGEST_HEADING]
    return len(known) > 1 or (len(known) == 1 and len(line) <= len("牵头责任股室"))


def _texts(plan: dict[str, Any]) -> Iterator[str]:
    """Yield every text of a plan; what several rows of a table repeat, once for each."""
    yield from (str(plan["title"]), str(plan["organisation"]), str(plan["year"]))
    yield from (line["text"] for line in plan["unread"])
    yield from plan["notes"]
    for theme in plan["themes"]:
        yield str(theme["title"]) * max(len(theme["items"]), 1)
        yield str(theme["ordinal"])
    for item in items(plan):
        yield item["title"] * max(len(item["tasks"]), 1)
        yield f"{item['number']}{item['group']}{item.get('leader', '')}"
        yield from (office["name"] * _REPEATED for office in item["offices"])
        for task in item["tasks"]:
            yield f"{task['text']}{task['due_text']}{task['target_text']}{task.get('targets')}"
            yield from (office["name"] * _REPEATED for office in task.get("offices", []))


def lost_letters(lines: Iterable[str], plan: dict[str, Any]) -> Counter[str]:
    """Return the letters and digits of a document that no field and no unread line holds."""
    printed = [line.text for line in source_from_lines(lines).lines]
    whole = "".join(line for line in printed if not _is_header(line))
    ignored = _LABELS | _MARKS | {"0"}  # 01. is the number 1
    letters = Counter(letter for letter in whole if letter.isalnum() and letter not in ignored)
    return letters - Counter("".join(_texts(plan)))
