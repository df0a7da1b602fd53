"""Plans as bureaus write them: what must be read from each document, and that nothing is lost.

plans/ holds one document for each habit and, beside it, what a person reads from it; what the
person left open is left out there.
"""

import json
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dashboard.core.errors import InputError
from dashboard.importing.documents.plan import one_task_per_item, plan_json
from dashboard.importing.documents.plan_reader import lines_of_blocks, read_plan
from dashboard.ledger.ledger_file import IN_MEMORY
from dashboard.ledger.store import open_ledger
from tests.support.clock import NOW
from tests.support.plan_letters import lost_letters
from tests.support.plan_reading import items, read, read_document

PLANS = sorted((Path(__file__).parent / "plans").glob("*.txt"))
Plan = dict[str, Any]


@pytest.fixture(scope="module")
def short_names() -> list[tuple[str, str]]:
    """The table of a new ledger."""
    with closing(open_ledger(IN_MEMORY, NOW)) as ledger:
        table = ledger.query("theme_names", {})
    return list(zip(table["pattern"], table["short_name"], strict=True))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_is_read_as_a_person_reads_it(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    plan = plan_json(read_plan(read_document(path.read_bytes(), path.name)))
    unread = "\n".join(line["text"] for line in plan["unread"])
    assert [text for text in expected.pop("unread", []) if text not in unread] == []
    assert [words for words in expected.pop("notes", []) if words not in str(plan["notes"])] == []
    assert chosen(plan, expected) == expected


def chosen(seen: Any, expected: Any) -> Any:
    """Return of what was read the part that the expectation speaks of."""
    if isinstance(expected, dict) and isinstance(seen, dict):
        return {key: chosen(seen.get(key), value) for key, value in expected.items()}
    if isinstance(expected, list) and isinstance(seen, list):
        if expected and "items" in expected[0]:  # sections without tasks may come or not
            titles = [theme["title"] for theme in expected]
            seen = [theme for theme in seen if theme["title"] in titles] or seen
        paired = [chosen(one, other) for one, other in zip(seen, expected, strict=False)]
        return paired + seen[len(expected) :]
    return seen


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_character_is_in_a_field_or_told_as_unread(path: Path) -> None:
    blocks = read_document(path.read_bytes(), path.name)
    assert lost_letters(lines_of_blocks(blocks), plan_json(read_plan(blocks))) == Counter()


def test_an_item_is_one_task_when_the_bureau_tracks_whole_items() -> None:
    text = "2023年工作要点\n一、党建\n1.抓学习。3月底前讲课2次;6月底前测试。(责任股室:办公室)"
    plan = plan_json(one_task_per_item(read_plan(text.split("\n"))))
    assert items(plan)[0]["tasks"] == [
        {"text": "3月底前讲课2次;6月底前测试。", "due_text": "6月底前", "due_date": "2023-06-30",
         "due_dates": ["2023-03-31", "2023-06-30"],
         "target_text": "2次", "target": 2, "unit": "次"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "short_name"),
    [
        ("以政治建设为统领,全面加强党的领导", "党建"),
        ("坚持五育并举,促进学生全面健康发展", "五育并举"),
        ("加强教师队伍建设", "队伍建设"),
        ("维护校园安全稳定", "安全稳定"),
        ("统筹推进各项后勤服务保障,提高满意度", "统筹推进各项后勤"),
    ],
)
def test_a_theme_has_its_short_name_from_the_table_or_its_first_clause(
    short_names: list[tuple[str, str]], heading: str, short_name: str
) -> None:
    text = f"2023年工作要点\n一、{heading}\n1.做事。办好。"
    assert read(text, short_names=short_names)["themes"][0]["short_name"] == short_name


def test_two_themes_never_share_a_short_name(short_names: list[tuple[str, str]]) -> None:
    text = "2023年工作要点\n一、抓党建\n1.甲。办好。\n二、促党建\n1.乙。办好。"
    names = [theme["short_name"] for theme in read(text, short_names=short_names)["themes"]]
    assert names == ["党建", "促党建"]


def test_an_office_that_the_ledger_knows_is_not_cut_at_its_own_mark() -> None:
    text = "2023年工作要点\n1.做事。办好。(责任股室:电教、装备室、纪检、监察)"
    plan = read(text, offices=["纪检、监察", "办公室"])
    assert [office["name"] for office in items(plan)[0]["offices"]] == [
        "电教、装备室",
        "纪检、监察",
    ]


def test_the_real_copy_of_a_plan_is_read_whole() -> None:
    """The first lines of a copy from a site: its header, the title again, one item, prices."""
    text = (
        "2023年县教育工作要点\n\n2023-10-06 16:20:41 101\n联系客服提示\n\n2023年县教育工作要点\n\n"
        "2023年是开局之年。\n\n一、加强党的领导\n\n1.学习精神。抓好宣传。推动进课堂。(责任股室:办公室)\n\n"
        "阅读全文\n(想阅读完全部图文内容,您需要先登陆!)\n¥365\n\n本文标题:2023年县教育工作要点"
    )
    plan = read(text)
    assert (plan["year"], plan["title"]) == (2023, "2023年县教育工作要点")
    assert [task["text"] for task in items(plan)[0]["tasks"]] == ["抓好宣传。", "推动进课堂。"]
    assert [line["line"] for line in plan["unread"]] == [1, 3, 4, 8, 14, 15, 16, 18]


def test_the_year_comes_from_the_title_and_a_note_tells_of_another_one() -> None:
    plan = read("2023年工作要点\n2022年是关键之年。\n一、党建\n1.做事。办好。(责任股室:办公室)")
    assert plan["year"] == 2023
    assert plan["notes"] == ["标题为 2023 年,正文第 2 行写的是 2022 年;以标题为准,请核对。"]


def test_a_jump_in_the_numbers_is_told() -> None:
    plan = read("2023年工作要点\n1.甲。办好。(责任股室:A股)\n3.乙。办好。(责任股室:A股)")
    assert plan["notes"] == ["事项编号从 1 跳到 3(第 3 行),请核对是否有缺漏。"]


def test_far_too_much_text_is_told_in_one_sentence() -> None:
    with pytest.raises(InputError, match=r"^这份文件有 60 万字,不像一份工作要点\(最多 50 万字\);"):
        read_plan(["一" * 600_000])
