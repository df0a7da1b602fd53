"""The minutes of a meeting as a Word document, opened again."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pandas as pd
from docx import Document
from docx.document import Document as Book
from docx.oxml.ns import qn

from dashboard.exports.minutes import MINUTES_COLUMNS, minutes

LINES = ["会议日期:2023-07-07", "数据截至:2023-06-30"]


def decision(**changes: Any) -> dict[str, Any]:
    """Return a decision as the question tells it, with nothing known of it beyond the decision."""
    return {
        "text": "8月底前完工",
        "office": "安全管理股",
        "due_date": pd.Timestamp("2023-08-31"),
        "meeting": "上半年工作调度会",
        "held_on": pd.Timestamp("2023-07-07"),
        "task_id": None,
        "task_number": None,
        "task_title": None,
        "percent": None,
        "outcome_words": "办理中",
        "done_on": None,
        "note": None,
    } | changes


def made(*decisions: dict[str, Any], names_meeting: bool = False) -> Book:
    frame = pd.DataFrame(decisions, columns=list(decision()))
    content = minutes(
        frame, title="上半年工作调度会议定事项", lines=LINES, names_meeting=names_meeting
    )
    return Document(BytesIO(content))


def cells(book: Book) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in book.tables[0].rows]


def runs(book: Book) -> Iterator[Any]:
    """Yield every run of the document, those of the table and of the foot too."""
    yield from book.element.body.iter(qn("w:r"))
    yield from book.sections[0].footer._element.iter(qn("w:r"))


def test_the_head_names_the_meeting_and_its_days() -> None:
    texts = [paragraph.text for paragraph in made(decision()).paragraphs]
    assert texts[:3] == ["上半年工作调度会议定事项", *LINES]


def test_each_decision_is_a_row_with_its_number() -> None:
    book = made(decision(), decision(text="按月通报", office="办公室"))
    assert cells(book) == [
        ["序号", "议定内容", "责任股室", "完成时限", "落实情况"],
        ["1", "8月底前完工", "安全管理股", "2023-08-31", "办理中"],
        ["2", "按月通报", "办公室", "2023-08-31", "办理中"],
    ]


def test_what_became_of_it_stands_with_its_day_its_note_and_its_task() -> None:
    told = decision(
        task_id=1903,
        task_number="19.3",
        task_title="消防设施改造",
        percent=88.0,
        outcome_words="已落实",
        done_on=pd.Timestamp("2023-09-20"),
        note="已验收。",
    )
    row = cells(made(told))[1]
    assert row[1] == "8月底前完工\n(相关措施:19.3 消防设施改造)"
    assert row[4] == "已落实(2023-09-20)\n已验收。\n措施进度 88.0%"


def test_a_list_of_several_meetings_names_them() -> None:
    row = cells(made(decision(), names_meeting=True))[1]
    assert row[1] == "8月底前完工\n(上半年工作调度会,2023-07-07)"


def test_without_decisions_it_says_so() -> None:
    book = made()
    assert len(book.tables[0].rows) == 1
    assert book.paragraphs[-1].text == "没有议定事项。"


def test_every_run_names_its_chinese_font() -> None:
    fonts = {
        run.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) for run in runs(made(decision()))
    }
    assert fonts == {"黑体", "仿宋"}


def test_it_is_printed_on_a4_with_the_headings_on_every_page_and_no_row_torn() -> None:
    book = made(*[decision(text="长" * 500)] * 5)
    page = book.sections[0]
    assert [round(length.mm) for length in (page.page_width, page.page_height)] == [210, 297]
    assert sum(MINUTES_COLUMNS.values()) == 170  # what A4 leaves between margins of 20
    assert [round(column.width.mm) for column in book.tables[0].columns] == list(
        MINUTES_COLUMNS.values()
    )
    first, *others = book.tables[0].rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in others)


def test_the_document_names_no_author() -> None:
    properties = made(decision()).core_properties
    assert (properties.author, properties.comments) == ("", "")


def test_text_that_looks_like_markup_stays_as_typed() -> None:
    assert cells(made(decision(text="<b>&</b> ${x} =1+1")))[1][1] == "<b>&</b> ${x} =1+1"


def test_letters_that_no_document_may_hold_are_left_out() -> None:
    assert cells(made(decision(text="甲\x0b乙\x00丙")))[1][1] == "甲乙丙"
