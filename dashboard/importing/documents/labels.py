"""The labels before the parts of a task that is told in a block of lines: 建设内容:…, 时限:…."""

import re
from collections.abc import Sequence
from typing import Final

from dashboard.importing.documents.offices import OFFICE_KEY
from dashboard.importing.documents.paragraphs import Paragraph
from dashboard.importing.documents.source import Piece

_CONTENT: Final = re.compile(
    r"[【\[]?(?!(?:督办|督查|报送|有关|填报|相关)要求)[\u4e00-\u9fff]{0,4}"
    r"(?:内容|措施|举措|目标|要求|标准|指标|成果|成效|任务|安排|进度|步骤|做法|计划|路径|清单|节点)"
    r"(?:[】\]]\s*[:：]?|[:：])\s*(?=\S)"
)
"""The label of what is to be done."""


def is_content_line(paragraph: Paragraph) -> bool:
    """Whether a paragraph is labelled as what is to be done."""
    return not paragraph.cells and bool(_CONTENT.match(paragraph.piece.text))


def is_office_line(piece: Piece) -> bool:
    """Whether a paragraph is labelled as who is responsible, or until when."""
    return bool(OFFICE_KEY.match(piece.text))


def contents_first(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs of a block, with the offices and dates after what is to be done."""
    office_lines = [at for at, each in enumerate(paragraphs) if is_office_line(each.piece)]
    contents = [at for at, each in enumerate(paragraphs) if is_content_line(each)]
    is_counted = any(each.is_counted for each in paragraphs[1:])
    if is_counted or not office_lines or not contents or office_lines[0] > contents[-1]:
        return list(paragraphs)
    return [
        *(each for at, each in enumerate(paragraphs) if at not in office_lines),
        *(paragraphs[at] for at in office_lines),
    ]
