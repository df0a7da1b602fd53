"""Word files made of a few lines of XML, for what python-docx has no words for."""

from io import BytesIO

import docx
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from lxml import etree

NAMES = (
    f"{nsdecls('w', 'wp', 'a')} "
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def word_file(body: str, numbering: str = "", styles: str = "") -> bytes:
    """Return a .docx with this body; lists and styles come on top of python-docx's own styles."""
    document = docx.Document()
    parent = document.element.body
    parent[:] = [*elements(body), parent[-1]]
    lists = document.part.numbering_part.element
    lists[:] = elements(numbering)
    document.styles.element.extend(elements(styles))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def elements(xml: str) -> list[etree._Element]:
    return list(parse_xml(f"<w:body {NAMES}>{xml}</w:body>"))


def paragraph(text: str, *, place: tuple[str, int] | None = None, style: str = "") -> str:
    """Return a paragraph; its place is the list and the level that it stands in."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if place:
        properties += (
            f'<w:numPr><w:ilvl w:val="{place[1]}"/><w:numId w:val="{place[0]}"/></w:numPr>'
        )
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def level(at: int, style: str, pattern: str, more: str = "", start: int = 1) -> str:
    """Return how one level of a list counts; `more` holds further properties."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def origin(origin_id: str, *levels: str) -> str:
    """Return what lists are made from."""
    return f'<w:abstractNum w:abstractNumId="{origin_id}">{"".join(levels)}</w:abstractNum>'


def made_from(list_id: str, origin_id: str, changes: str = "") -> str:
    """Return a list as paragraphs name it."""
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{origin_id}"/>{changes}</w:num>'


def restart(at: int, start: int) -> str:
    """Return the change that lets a level of a list begin anew."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
