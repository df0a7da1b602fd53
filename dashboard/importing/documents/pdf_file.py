"""Read a PDF file with a text layer into lines, page by page, in the order of its text objects.

The lines are those on the page; page numbers such as '- 1 -' are kept. A header or footer that is
the same on every page is included once.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium
from pypdfium2.raw import (
    FPDF_ERR_PASSWORD,
    FPDF_PAGEOBJ_IMAGE,
    FPDF_PAGEOBJ_TEXT,
    FPDFFont_GetIsEmbedded,
    FPDFTextObj_GetFont,
)

from dashboard.core.errors import InputError
from dashboard.importing.spreadsheets.file_kinds import broken_file_error, locked_file_error

_PDFIUM_LOCK: Final = threading.Lock()
"""PDFium is not thread-safe, and every session of the app is a thread."""

_FEW_CHARACTERS: Final = 20
"""A page with an image and at most so much text is a scan: some scanners add their name."""

_MAX_UNREADABLE: Final = 0.3
"""Above this share of unmapped characters, the fonts lack the mapping from glyphs to text."""

_MAX_SHAPELESS: Final = 0.1
"""Above this share, text objects without a size are more than blanks, which have none."""

_REPEATED_FROM: Final = 3
"""In a document of at least so many pages, a line on each of them is a header or footer."""

_LINE_END_HYPHEN: Final = re.compile("[\2\ufffe]")
"""What PDFium returns for a hyphen at the end of a line that it joined to the next one."""

_HAN: Final = "[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef]"
_SET_APART: Final = re.compile(rf"(?<={_HAN}) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?={_HAN})")
"""The gap between digits and Chinese characters, which PDFium reports as a space."""

_LEADING_NUMBER: Final = re.compile(r"\s*\d{1,3} (?![年月日])")
"""A separate number at the start of a line is a mark, so its space is kept."""


@dataclass(frozen=True)
class Page:
    text: str
    is_picture: bool
    pieces: int
    shapeless: int
    """Text objects that PDFium may omit, since no available font has their glyphs."""


def read_pdf(content: bytes, name: str) -> list[str]:
    """Return the lines of a PDF file.

    Raises:
        InputError: it is damaged, has a password, or has no readable text.
    """
    with _PDFIUM_LOCK:
        pages = _read_pages(content, name)
    _check_text(pages, name)
    return list(_all_lines(pages))


def _check_text(pages: list[Page], name: str) -> None:
    """Raise an InputError if the text cannot be read completely."""
    whole = "".join("".join(page.text for page in pages if not page.is_picture).split())
    if sum(page.shapeless for page in pages) > _MAX_SHAPELESS * sum(page.pieces for page in pages):
        raise InputError(
            f"{name} 没有嵌入字体,而这台机器上没有相应的中文字体,文字读不全;"
            "请向发文单位索取 Word 文件,或请管理员安装中文字体(如 fonts-noto-cjk)后再试。"
        )
    if not whole:
        raise InputError(
            f"{name} 是扫描件或图片,没有文字层,读不到文字;"
            "请用文字识别(OCR)软件转换,或向发文单位索取 Word 文件。"
        )
    if sum(map(_is_unreadable, whole)) > _MAX_UNREADABLE * len(whole):
        raise InputError(
            f"{name} 的字体没有文字编码,读出来是乱码;请索取 Word 文件,或用文字识别(OCR)软件转换。"
        )


def _read_pages(content: bytes, name: str) -> list[Page]:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise (locked_file_error if error.err_code == FPDF_ERR_PASSWORD else broken_file_error)(
            name
        ) from error
    try:
        return [_read_page(document[at]) for at in range(len(document))]
    except pdfium.PdfiumError as error:
        raise broken_file_error(name) from error
    finally:
        document.close()


def _read_page(page: pdfium.PdfPage) -> Page:
    layer = page.get_textpage()
    text: str = layer.get_text_range()
    objects = list(page.get_objects(filter=[FPDF_PAGEOBJ_TEXT]))
    is_bare = len("".join(text.split())) <= _FEW_CHARACTERS
    is_picture = is_bare and any(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
    read = Page(text, is_picture, len(objects), sum(map(_is_shapeless, objects)))
    layer.close()
    page.close()
    return read


def _is_shapeless(text_object: pdfium.PdfObject) -> bool:
    """Whether a text object has no size because its font is neither embedded nor installed."""
    left, bottom, right, top = text_object.get_bounds()
    has_no_size = left == right or bottom == top
    return has_no_size and not FPDFFont_GetIsEmbedded(FPDFTextObj_GetFont(text_object))


def _is_unreadable(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character < " "


def _all_lines(pages: list[Page]) -> Iterator[str]:
    """Yield the lines of all pages, with a note in place of each scanned page."""
    split = [[] if page.is_picture else _page_lines(page.text) for page in pages]
    repeated = _running_lines([lines for lines in split if lines])
    for at, (page, lines) in enumerate(zip(pages, split, strict=True)):
        if page.is_picture:
            yield f"[第 {at + 1} 页是图片,没有读到文字]"
        for place, line in enumerate(lines):
            is_edge = place in (0, len(lines) - 1)
            if not (is_edge and at and line in repeated):
                yield line


def _page_lines(text: str) -> list[str]:
    """Return the lines of a page, without spaces that are only typographic gaps."""
    lines = _LINE_END_HYPHEN.sub("-", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [_close_spacing(line.rstrip()) for line in lines]


def _close_spacing(line: str) -> str:
    number = _LEADING_NUMBER.match(line)
    start = number.end() if number else 0
    return line[:start] + _SET_APART.sub("", line[start:])


def _running_lines(pages: list[list[str]]) -> set[str]:
    """Return the lines that are first or last on every page; none in a short document."""
    if len(pages) < _REPEATED_FROM:
        return set()
    edges = [{lines[place] for lines in pages} for place in (0, -1)]
    return {line for same in edges if len(same) == 1 for line in same}
