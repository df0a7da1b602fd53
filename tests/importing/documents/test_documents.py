"""Documents of every kind become the lines and tables that a reader of the paper sees."""

import zipfile
from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest

from dashboard.core.errors import InputError
from tests.support.docx_parts import elements, paragraph, word_file
from tests.support.pdf_parts import LOCKED, pdf_file
from tests.support.plan_reading import read_document


def test_text_gives_a_block_a_line_and_keeps_empty_ones() -> None:
    assert read_document("甲\r\n\r\n乙\n丙".encode("gb18030"), "a.txt") == ["甲", "", "乙", "丙"]


def test_a_document_as_people_make_it_gives_its_headings_paragraphs_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_heading("2023年工作要点", 0)
    document.add_paragraph("一、党建")
    grid = document.add_table(2, 2)
    for place, text in zip(grid._cells, ["序号", "任务", "1", "学习\n宣讲"], strict=True):
        place.text = text
    document.add_paragraph("二、教学")
    file = BytesIO()
    document.save(file)

    assert read_document(file.getvalue(), "要点.docx") == [
        "2023年工作要点",
        "一、党建",
        [["序号", "任务"], ["1", "学习\n宣讲"]],
        "二、教学",
    ]


def test_footnotes_come_last() -> None:
    document = docx.Document(BytesIO(word_file(paragraph("甲"))))
    part = docx.opc.part.Part(
        docx.opc.packuri.PackURI("/word/footnotes.xml"),
        docx.opc.constants.CONTENT_TYPE.WML_FOOTNOTES,
        footnotes(),
        document.part.package,
    )
    document.part.relate_to(part, docx.opc.constants.RELATIONSHIP_TYPE.FOOTNOTES)
    file = BytesIO()
    document.save(file)

    assert read_document(file.getvalue(), "要点.docx") == ["甲", "注文"]


def footnotes() -> bytes:
    """Return the part of a file that holds its footnotes; the first is Word's line above them."""
    [notes] = elements(
        f'<w:footnotes><w:footnote w:type="separator" w:id="0">{paragraph("-")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("注文")}</w:footnote></w:footnotes>'
    )
    return docx.oxml.parser.etree.tostring(notes)


def rewritten(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return an office file with some bytes of one part replaced."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            assert name != part or old in text
            target.writestr(name, text.replace(old, new) if name == part else text)
    return file.getvalue()


def test_a_file_with_macros_is_read_without_them() -> None:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    content = rewritten(word_file(paragraph("甲")), "[Content_Types].xml", plain, macros)

    assert read_document(content, "要点.docm") == ["甲"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", b"</w:body>", b"</w:bod>"),
        ("word/document.xml", b"w:body", b"w:nobody"),
        ("_rels/.rels", b"officeDocument", b"office"),
        ("word/_rels/document.xml.rels", b"styles.xml", b"other.xml"),
    ],
)
def test_a_word_file_with_broken_parts_says_what_to_do(part: str, old: bytes, new: bytes) -> None:
    content = rewritten(word_file(paragraph("甲")), part, old, new)

    with pytest.raises(InputError) as caught:
        read_document(content, "要点.docx")

    assert str(caught.value) == (
        "要点.docx 已损坏或不完整,无法读取;请用 Word、Excel 或 WPS 打开并另存一份,或重新下载。"
    )


def test_a_word_file_built_of_other_files_says_so() -> None:
    with pytest.raises(InputError) as caught:
        read_document(word_file("<w:altChunk/>"), "要点.docx")

    assert str(caught.value) == (
        "要点.docx 中嵌有别的文件,无法读全;请用 Word 打开,另存为新的 docx 后再试。"
    )


def test_a_pdf_gives_its_lines_page_after_page_with_ordinary_characters() -> None:
    content = pdf_file(["2023年⼯作要点", "一、加强⻓效机制", "- 1 -"], ["1.学习,宣讲", "- 2 -"])

    assert read_document(content, "要点.pdf") == [
        "2023年工作要点", "一、加强长效机制", "- 1 -", "1.学习,宣讲", "- 2 -"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2023 年 6 月底前完成 80% 以上", "2023年6月底前完成80%以上"),
        ("4 加强学习 12 次", "4 加强学习12次"),
        ("12 月底前完成", "12月底前完成"),
        ("甲 乙", "甲 乙"),
    ],
)
def test_gaps_that_only_the_setting_made_are_closed(printed: str, read: str) -> None:
    assert read_document(pdf_file([printed]), "要点.pdf") == [read]


def test_a_running_head_of_a_pdf_comes_once() -> None:
    pages = [["某县教育局文件", f"第{page}页的话", f"- {page} -"] for page in (1, 2, 3)]

    assert read_document(pdf_file(*pages), "要点.pdf") == [
        "某县教育局文件", "第1页的话", "- 1 -", "第2页的话", "- 2 -", "第3页的话", "- 3 -"
    ]  # fmt: skip


def test_a_page_that_is_a_picture_is_told_in_its_place() -> None:
    assert read_document(pdf_file(["一、党建"], None, ["二、教学"]), "要点.pdf") == [
        "一、党建", "[第 2 页是图片,没有读到文字]", "二、教学"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            pdf_file(None, None),
            "要点.pdf 是扫描件或图片,没有文字层,读不到文字;"
            "请用文字识别(OCR)软件转换,或向发文单位索取 Word 文件。",
        ),
        (
            pdf_file(["\ue001\ue002\ue003"]),
            "要点.pdf 的字体没有文字编码,读出来是乱码;请索取 Word 文件,或用文字识别(OCR)软件转换。",
        ),
        (
            pdf_file(["甲", "乙", "丙丁"], has_font=False),
            "要点.pdf 没有嵌入字体,而这台机器上没有相应的中文字体,文字读不全;"
            "请向发文单位索取 Word 文件,或请管理员安装中文字体(如 fonts-noto-cjk)后再试。",
        ),
        (
            pdf_file(["一、党建"], encryption=LOCKED),
            "要点.pdf 设有密码,无法读取;请打开后取消密码,另存一份再试。",
        ),
        (
            b"%PDF-1.4 ...",
            "要点.pdf 已损坏或不完整,无法读取;请用 Word、Excel 或 WPS 打开并另存一份,或重新下载。",
        ),
    ],
)
def test_a_pdf_that_cannot_be_used_says_in_one_sentence_what_to_do(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_document(content, "要点.pdf")

    assert str(caught.value) == sentence


def test_a_web_page_gives_what_a_browser_shows() -> None:
    page = (
        "<html><head><title>站名</title><style>p{}</style></head><body>"
        "<!-- 注 --><h1>2023年<b>工作</b>要点</h1><p>一、党建<br>1.学习\n 宣讲</p>"
        "<p style='display: none'>藏</p><script>var a</script><pre>甲\n乙</pre>"
        "<ol start=3><li>丙<ol type=a><li>丁</ol></ol><ul><li>戊</ul>"
        "<table><tr><td><p>版式</p></td></tr></table>"
        "<table><tr><th rowspan=2>主题<th colspan=2>任务<tr><td>1<td>2</table></body></html>"
    )

    assert read_document(page.encode("gb18030"), "a.htm") == [
        "2023年工作要点",
        "一、党建",
        "1.学习 宣讲",
        "甲",
        "乙",
        "3.丙",
        "a.丁",
        "戊",
        "版式",
        [["主题", "任务", "任务"], ["主题", "1", "2"]],
    ]


def workbook(*sheets: list[list[object]], hidden: tuple[int, ...] = ()) -> bytes:
    """Return an .xlsx of sheets, some of them hidden."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for at, rows in enumerate(sheets):
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if at in hidden else "visible"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_gives_a_table_a_visible_sheet_with_texts_as_they_are_printed() -> None:
    rows = [["序号", "任务", "时限"], [1, " 学习 ", date(2023, 6, 30)], [2.5, None, None], [None]]
    content = workbook(rows, [["办公室", "人事股"]], [["甲", "乙"]], hidden=(1,))

    assert read_document(content, "任务分解表.xlsx") == [
        [["序号", "任务", "时限"], ["1", "学习", "2023年6月30日"], ["2.5", "", ""]],
        [["甲", "乙"]],
    ]


def test_a_percentage_in_a_workbook_is_one_in_its_table() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook([["目标", "完成率"], ["全年", 0.285]])))
    book.active["B2"].number_format = "0.0%"
    file = BytesIO()
    book.save(file)

    assert read_document(file.getvalue(), "a.xlsx") == [[["目标", "完成率"], ["全年", "28.5%"]]]


def test_a_plan_typed_into_one_column_of_a_workbook_gives_its_lines() -> None:
    content = workbook([[None, "2023年工作要点"], [None, None], [None, "一、党建"]])

    assert read_document(content, "要点.xlsx") == ["2023年工作要点", "", "一、党建"]


def test_a_table_with_separators_is_read_as_one() -> None:
    content = "序号,任务\n1,学习\n".encode("gb18030")

    assert read_document(content, "任务分解表.csv") == [[["序号", "任务"], ["1", "学习"]]]
