"""The body of a Word file: what a reader sees counts, what he does not see is left out."""

import pytest

from dashboard.importing.documents.blocks import Block
from tests.support.docx_parts import paragraph, run, word_file
from tests.support.plan_reading import read_document

ALTERNATIVES = (
    '<mc:AlternateContent><mc:Choice Requires="wps">{}</mc:Choice>'
    "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
)


def read(body: str, styles: str = "") -> list[Block]:
    return read_document(word_file(body, styles=styles), "要点.docx")


def line(inside: str) -> str:
    """Return a paragraph of the given XML."""
    return f"<w:p>{inside}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{line(run(text))}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", ["甲", "乙"]),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", ["甲\t乙"]),
        ("<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t></w:r>", ["甲-乙"]),
        (f"<w:hyperlink>{run('链接')}</w:hyperlink>", ["链接"]),
        (f"<w:smartTag>{run('标记')}</w:smartTag>", ["标记"]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", ["控件"]),
        (f"{run('甲')}<w:ins>{run('加')}</w:ins>", ["甲加"]),
        (f"{run('甲')}<w:del><w:r><w:delText>删</w:delText></w:r></w:del>", ["甲"]),
        (f"<w:moveFrom>{run('移')}</w:moveFrom>{run('甲')}", ["甲"]),
        (f"<w:moveTo>{run('移')}</w:moveTo>{run('甲')}", ["移甲"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>", [""]),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', ["显"]),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', ["□"]),
        (f"<w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('党')}</w:rubyBase></w:ruby>", ["党"]),
        (f"{run('见')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('下')}", ["见下"]),
    ],
)  # fmt: skip
def test_what_a_reader_sees_in_a_paragraph_counts(inside: str, lines: list[str]) -> None:
    assert read(line(inside)) == lines


def field(*commands: str, result: str = "") -> str:
    """Return a field, its command split over runs as Word does."""
    told = "".join(f"<w:r><w:instrText>{command}</w:instrText></w:r>" for command in commands)
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    return f"{marks[0]}{told}{run(result) if result else ''}{marks[1]}"


def test_a_field_gives_its_result_and_not_its_command() -> None:
    assert read(line(run("第") + field(" PAGE ", result="3") + run("页"))) == ["第3页"]


@pytest.mark.parametrize(("inside", "seen"), [("1", "①"), ("21", "21"), ("密", "密")])
def test_a_character_in_a_circle_is_read_from_its_field(inside: str, seen: str) -> None:
    circle = field(" eq \\o", f"\\ac(○,{inside}) ")

    assert read(line(circle + run("宣讲"))) == [f"{seen}宣讲"]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"

    assert read(line(deleted + run("前")) + line(run("后")) + line(deleted + run("末"))) == [
        "前后",
        "末",
    ]


def test_paragraphs_in_content_controls_and_insertions_are_in_their_order() -> None:
    grid = table(cell("1") + cell("2"))
    body = (
        paragraph("甲")
        + f"<w:sdt><w:sdtContent>{paragraph('乙')}{grid}</w:sdtContent></w:sdt>"
        + f"<w:customXml>{paragraph('丙')}</w:customXml>"
    )

    assert read(body) == ["甲", "乙", [["1", "2"]], "丙"]


def test_a_text_box_comes_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框一')}{paragraph('框二')}</w:txbxContent>"
    drawn = ALTERNATIVES.format(
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>",
        f"<w:pict><v:textbox>{box}</v:textbox></w:pict>",
    )
    old_box = f"<w:txbxContent>{paragraph('旧框')}</w:txbxContent>"
    older = f"<w:r><w:pict><v:textbox>{old_box}</v:textbox></w:pict></w:r>"

    told = read(line(run("甲") + f"<w:r>{drawn}</w:r>" + run("乙") + older) + paragraph("丙"))

    assert told == ["甲乙", "框一", "框二", "旧框", "丙"]


def test_a_merged_cell_fills_every_field_that_it_covers() -> None:
    first, going_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        cell("党建", first) + cell("两列", '<w:gridSpan w:val="2"/>'),
        cell("", going_on) + cell("甲") + cell("乙"),
    )

    assert read(body) == [[["党建", "两列", "两列"], ["党建", "甲", "乙"]]]


def test_a_row_that_leaves_columns_out_has_empty_fields_there() -> None:
    properties = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'

    assert read(table(cell("甲") + cell("乙"), properties + cell("丙"))) == [
        [["甲", "乙"], ["", "丙"]]
    ]


def test_a_deleted_row_is_gone() -> None:
    deleted = "<w:trPr><w:del/></w:trPr>"

    assert read(table(cell("甲") + cell("乙"), deleted + cell("丙") + cell("丁"))) == [
        [["甲", "乙"]]
    ]


def test_a_frame_of_one_column_gives_the_lines_in_it() -> None:
    inner = table(cell("1") + cell("2"))
    frame = table(f"<w:tc>{paragraph('甲')}{inner}{paragraph('乙')}</w:tc>")

    assert read(frame) == ["甲", [["1", "2"]], "乙"]


def test_a_table_in_a_cell_gives_that_cell_a_line_a_row() -> None:
    inner = table(cell("1") + cell("2"), cell("3") + cell("4"))

    assert read(table(f"<w:tc>{inner}{paragraph('完')}</w:tc>" + cell("乙"))) == [
        [["1\t2\n3\t4\n完", "乙"]]
    ]


def test_the_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'

    assert read(paragraph("一、党建\t1", style="11") + paragraph("一、党建"), styles) == [
        "一、党建"
    ]
