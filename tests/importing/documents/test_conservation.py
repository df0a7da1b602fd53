"""Every letter and every digit of a document of any format is in a field or told as unread."""

from collections import Counter
from html import escape
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.importing.documents.plan import one_task_per_item, plan_json
from dashboard.importing.documents.plan_reader import lines_of_blocks, read_plan
from tests.support.plan_letters import lost_letters
from tests.support.plan_reading import read_document

TABLES = [
    "南屏县教育局2025年重点任务分解表\n类别\t序号\t工作任务\t具体措施\t责任股室\t时限\n"
    "办园\t1\t增园\t建成2所;改建3所\t学前股\t8月底\n"
    "办园\t2\t评估\t评估9所\t督导室、教研室\t10月底",
    "南屏县2025年督办台账\n| 督办内容 | 主办单位 | 会办单位 | 办结时间 | 时序进度 |\n"
    "|---|---|---|---|---|\n| 一、民生 | | | | |\n"
    "| 建成2所 | 学前股 | 项目办 | 8月底 | 3月开工 |\n| 换课桌900套 | 装备站 | | 9月底 | |",
    "南屏县教育局2025年任务表\n序号\n工作任务\n牵头股室\n完成时限\n"
    "1\n建成2所\n学前股\n8月底\n2\n招聘9名\n人事股\n9月底",
]
TEXTS = [
    "第一部分 重点任务\n一、办园(责任股室:学前股)\n(一)扩容\n"
    "1.增园。一是建成2所(项目办);二是改建3所。\n2.评估。评估9所。\n(以上责任股室:督导室)\n"
    "二、强师\n3.招聘。由人事股牵头,办公室配合,9月底前招聘9名。",
    "2025年工作安排\n3月\n1.检查。检查\n9\n所。\n4月\n1.培训。培训30名。责任人:何平\n"
    "- 2 -\n▲安全\n1.演练4场……",
]
PLANS = sorted((Path(__file__).parent / "plans").glob("*.txt"))
DOCUMENTS = [
    *(text.split("\n") for text in [*TABLES, *TEXTS]),
    *(lines_of_blocks(read_document(path.read_bytes(), path.name)) for path in PLANS),
]
FRAGMENTS = st.sampled_from(
    ["一、", "(二)", "3.", "(责任股室:", "办公室", "。", ";", "“", "》", "6月底前", "- 1 -", "\t",
     "7", "附件:", "牵头股室:", "①", "一是", "  ", "12 ", "1.2 ", "【", "】", " | ", "由甲股牵头",
     "2026年"]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> list[str]:
    """Return a document that somebody spoiled: cut, joined, with odd pieces in it."""
    lines = list(draw(st.sampled_from(DOCUMENTS)))[: draw(st.integers(1, 30))]
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        place = draw(st.integers(0, len(lines[at])))
        match draw(st.integers(0, 3)):
            case 0:
                lines[at] = lines[at][:place] + draw(FRAGMENTS) + lines[at][place:]
            case 1:
                lines[at : at + 1] = [lines[at][:place], lines[at][place:]]
            case 2:
                lines[at : at + 2] = ["".join(lines[at : at + 2])]
            case _:
                lines.insert(at, draw(FRAGMENTS))
    return lines


def word(lines: list[str]) -> bytes:
    """Return a Word file of lines; those with tabs are the rows of tables."""
    document = docx.Document()
    for line in lines:
        cells = line.split("\t")
        if len(cells) == 1:
            document.add_paragraph(line)
            continue
        for cell, text in zip(document.add_table(1, len(cells))._cells, cells, strict=True):
            cell.text = text
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _row(line: str) -> str:
    return "".join(f"<td>{escape(cell)}" for cell in line.split("\t"))


def web_page(lines: list[str]) -> bytes:
    """Return a web page of lines; those with tabs are the rows of tables."""
    parts = [
        f"<table><tr>{_row(line)}</table>" if "\t" in line else f"<p>{escape(line)}</p>"
        for line in lines
    ]
    return f"<html><meta charset=utf-8><body>{''.join(parts)}</body></html>".encode()


def workbook(lines: list[str]) -> bytes:
    """Return a workbook with a row for each line."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line.split("\t"))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def text(lines: list[str]) -> bytes:
    return "\n".join(["工作", *lines]).encode()


FORMATS = {"a.txt": text, "a.docx": word, "a.html": web_page, "a.xlsx": workbook}


@pytest.mark.parametrize("lines", DOCUMENTS[: len(TABLES) + len(TEXTS)], ids=lambda lines: lines[0])
def test_no_letter_of_a_table_or_a_text_is_lost(lines: list[str]) -> None:
    assert lost_letters(lines, plan_json(read_plan(lines))) == Counter()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(lines=mutated())
def test_no_letter_and_no_place_of_a_spoiled_text_is_lost(lines: list[str]) -> None:
    plan = read_plan(lines)

    assert lost_letters(lines, plan_json(plan)) == Counter()
    assert all(1 <= line <= len(lines) for line, _ in plan.unread)
    assert plan_json(one_task_per_item(plan))["year"] == plan.year


@settings(max_examples=20, deadline=None, derandomize=True)
@given(lines=mutated(), name=st.sampled_from(sorted(FORMATS)))
def test_no_letter_of_a_spoiled_file_is_lost(lines: list[str], name: str) -> None:
    blocks = read_document(FORMATS[name](lines), name)

    assert lost_letters(lines_of_blocks(blocks), plan_json(read_plan(blocks))) == Counter()
