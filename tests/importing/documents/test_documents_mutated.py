"""No line of a sound file is lost, and no broken file leaves a trace."""

from io import BytesIO

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.core.errors import InputError
from dashboard.importing.documents.blocks import Block
from tests.support.docx_parts import level, made_from, origin, paragraph, word_file
from tests.support.pdf_parts import pdf_file
from tests.support.plan_reading import read_document

TEXT = "2023年工作要点\n一、加强党建\n1.学习宣讲(责任股室:办公室、政工人事股)\n"
NUMBERING = origin("0", level(0, "chineseCounting", "%1、")) + made_from("1", "0")
SOUND = {
    "要点.docx": word_file(
        paragraph("党建", place=("1", 0)) + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        NUMBERING,
    ),
    "要点.pdf": pdf_file(["一、党建", "- 1 -"], None),
    "要点.txt": TEXT.encode(),
    "旧要点.txt": TEXT.encode("gb18030"),
    "要点.htm": f"<html><body><p>{TEXT}</p><table><tr><td>1<td>2</table></body>".encode(),
}

CHINESE = st.characters(codec="gb2312", min_codepoint=0x4E00)
LINES = st.lists(
    st.text(CHINESE | st.sampled_from("0123456789,。、:;()一二三"), max_size=30), min_size=1
)
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=6)), min_size=1, max_size=4
)
"""Where in the file, how many bytes go, and what comes instead."""


def edited(content: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for place, gone, instead in edits:
        at = int(place * len(content))
        content = content[:at] + instead + content[at + gone :]
    return content


@settings(max_examples=150, deadline=None, database=None)
@given(name=st.sampled_from(sorted(SOUND)), edits=EDITS)
def test_a_broken_file_gives_lines_or_a_sentence(
    name: str, edits: list[tuple[float, int, bytes]]
) -> None:
    told: list[Block] | str
    try:
        told = read_document(edited(SOUND[name], edits), name)
    except InputError as error:
        told = str(error)
    assert isinstance(told, list) or (name in told and told.endswith("。"))


@settings(max_examples=100, deadline=None, database=None)
@given(lines=LINES, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_every_line_of_a_text_comes_back(lines: list[str], encoding: str) -> None:
    content = "".join(f"{line}\r\n" for line in ["工作要点,关于印发的通知。", *lines]).encode(
        encoding
    )

    assert read_document(content, "要点.txt")[1:] == lines


@settings(max_examples=30, deadline=None, database=None)
@given(lines=LINES)
def test_every_paragraph_of_a_word_file_comes_back(lines: list[str]) -> None:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    file = BytesIO()
    document.save(file)

    assert read_document(file.getvalue(), "要点.docx") == lines


@settings(max_examples=50, deadline=None, database=None)
@given(lines=LINES)
def test_every_line_of_a_pdf_comes_back(lines: list[str]) -> None:
    told = ["工作要点", *(line for line in lines if line)]

    assert read_document(pdf_file(told), "要点.pdf") == told
