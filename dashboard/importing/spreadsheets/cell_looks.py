"""Read what the looks of cells mean from a workbook's styles: struck through, grey, red, yellow."""

import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from lxml import etree

from dashboard.importing.spreadsheets.xml_parts import SAFE, free_element, parse_part

Look = Literal["灰字", "红字", "灰底", "红底", "黄底"]

_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"

_INDEXED: Final = {
    "2": "FF0000", "10": "FF0000", "5": "FFFF00", "13": "FFFF00",
    "22": "C0C0C0", "23": "808080", "55": "969696",
}  # fmt: skip
"""The colours of the old palette that mean something; the others are left out."""

_THEME_ORDER: Final = ("lt1", "dk1", "lt2", "dk2", *(f"accent{at}" for at in range(1, 7)))
_OUR_MARKS: Final = frozenset({"FF9C9C", "FFD966"})
"""The fills with which our own check marks the cells of a workbook."""


class CellLook(NamedTuple):
    """What the style of a cell says: all of its text is struck through, and its colours."""

    is_struck: bool = False
    looks: tuple[Look, ...] = ()


_PLAIN: Final = CellLook()


def xlsx_cell_looks(package: zipfile.ZipFile) -> dict[str, CellLook]:
    """Return the styles of cells that say something, by their index in the cells."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    styles, theme = parse_part(package, "xl/styles.xml"), _theme_colours(package)
    fonts = [_font_look(font, theme) for font in styles.iterfind("{*}fonts/{*}font")]
    fills = [_fill_look(fill, theme) for fill in styles.iterfind("{*}fills/{*}fill")]
    found = {}
    for at, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        font = _at(fonts, style.get("fontId"))
        fill = _at(fills, style.get("fillId"))
        look = CellLook(font.is_struck, (*font.looks, *fill.looks))
        if look != _PLAIN:
            found[str(at)] = look
    return found


def _at(looks: list[CellLook], index: str | None) -> CellLook:
    at = int(index or 0)
    return looks[at] if at < len(looks) else _PLAIN


def is_on(element: Any) -> bool:
    """Whether a switch such as <strike/> is there and not off."""
    return element is not None and element.get("val", "1") not in ("0", "false")


def _font_look(font: Any, theme: Mapping[str, str]) -> CellLook:
    colour = _rgb(font.find("{*}color"), theme)
    looks: tuple[Look, ...] = ()
    if colour and _is_red(colour):
        looks = ("红字",)
    elif colour and _is_grey(colour, darkest=0x60, lightest=0xD9):
        looks = ("灰字",)
    return CellLook(is_on(font.find("{*}strike")), looks)


def _fill_look(fill: Any, theme: Mapping[str, str]) -> CellLook:
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType", "none") != "solid":
        return _PLAIN
    return CellLook(looks=_looks_of_fill(_rgb(pattern.find("{*}fgColor"), theme)))


def _looks_of_fill(colour: str) -> tuple[Look, ...]:
    """Return what a fill says."""
    if not colour or colour in _OUR_MARKS:
        return ()
    red, green, blue = _channels(colour)
    if _is_red(colour):
        return ("红底",)
    if red >= 0xD0 and green >= 0xD0 and blue <= 0x99:
        return ("黄底",)
    return ("灰底",) if _is_grey(colour, darkest=0x80, lightest=0xEB) else ()


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


def _is_red(colour: str) -> bool:
    red, green, blue = _channels(colour)
    return red >= 0xB0 and green <= 0x60 and blue <= 0x60


def _is_grey(colour: str, *, darkest: int, lightest: int) -> bool:
    channels = _channels(colour)
    return max(channels) - min(channels) <= 0x18 and darkest <= sum(channels) / 3 <= lightest


def _rgb(colour: Any, theme: Mapping[str, str]) -> str:
    """Return a colour as six hexadecimal digits; '' for an automatic or unknown one."""
    if colour is None:
        return ""
    found = colour.get("rgb", "")[-6:]
    if not found and (at := colour.get("theme", "")).isdecimal() and int(at) < len(_THEME_ORDER):
        found = theme.get(_THEME_ORDER[int(at)], "")
    found = found or _INDEXED.get(colour.get("indexed", ""), "")
    tint = float(colour.get("tint", 0))
    if not tint or not found:
        return found.upper()
    lighter, darker = max(tint, 0), 1 + min(tint, 0)
    return "".join(f"{round((c + (255 - c) * lighter) * darker):02X}" for c in _channels(found))


def _theme_colours(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the colours of the theme by their names, such as dk1."""
    part = "xl/theme/theme1.xml"
    if part not in package.namelist():
        return {}
    scheme = parse_part(package, part).find(".//{*}clrScheme")
    return {
        etree.QName(entry).localname: entry[0].get("lastClr") or entry[0].get("val", "")
        for entry in (scheme.iterchildren("{*}*") if scheme is not None else ())
        if len(entry)
    }


def struck_runs(text: Any, *, is_struck: bool) -> str | None:
    """Return what is left of a rich text without its struck parts; None if nothing is struck.

    A run without properties of its own has those of the cell (`is_struck`).
    """
    kept, struck = "", ""
    for run in text.iterchildren("{*}r", "{*}t"):
        words = run.text or "" if run.tag.endswith("}t") else "".join(run.itertext("{*}t"))
        properties = run.find("{*}rPr")
        is_run_struck = is_struck if properties is None else is_on(properties.find("{*}strike"))
        struck, kept = (struck + words, kept) if is_run_struck else (struck, kept + words)
    return kept.strip() if struck.strip() else None


def xlsx_struck_strings(package: zipfile.ZipFile) -> dict[str, tuple[str | None, str | None]]:
    """Return the shared strings of several runs by their index: what is left of them without
    their struck parts in a cell that is not struck through, and in one that is."""
    if "xl/sharedStrings.xml" not in package.namelist():
        return {}
    found = {}
    with package.open("xl/sharedStrings.xml") as stream:
        for at, (_event, text) in enumerate(etree.iterparse(stream, tag="{*}si", **SAFE)):
            if text.find("{*}r") is not None:
                found[str(at)] = (
                    struck_runs(text, is_struck=False),
                    struck_runs(text, is_struck=True),
                )
            free_element(text)
    return found


def ods_struck_text(cell: Any, looks: Mapping[str, CellLook]) -> str | None:
    """Return what is left of a cell without its struck spans; None if no span is struck."""
    spans = [
        span
        for span in cell.iterfind(f"{_TEXT}p/{_TEXT}span")
        if looks.get(span.get(f"{_TEXT}style-name", ""), _PLAIN).is_struck
    ]
    words = "".join("".join(line.itertext()) for line in cell.iterfind(f"{_TEXT}p"))
    for span in spans:
        words = words.replace("".join(span.itertext()), "", 1)
    return words.strip() if spans else None


def ods_cell_looks(package: zipfile.ZipFile) -> dict[str, CellLook]:
    """Return the styles of an .ods file that say something, by their names."""
    found = dict[str, CellLook]()
    for part in ("styles.xml", "content.xml"):
        if part in package.namelist():
            with package.open(part) as stream:
                found.update(_ods_looks_in(stream))
    return found


def _ods_looks_in(stream: Any) -> Iterator[tuple[str, CellLook]]:
    for _event, style in etree.iterparse(stream, tag=f"{_STYLE}style", **SAFE):
        text = style.find(f"{_STYLE}text-properties")
        cell = style.find(f"{_STYLE}table-cell-properties")
        ink = "" if text is None else text.get(f"{_FO}color", "")
        line = "none" if text is None else text.get(f"{_STYLE}text-line-through-style", "none")
        fill = "" if cell is None else cell.get(f"{_FO}background-color", "")
        looks = _looks_of_fill(fill.removeprefix("#").upper()) if fill.startswith("#") else ()
        plain = ink.removeprefix("#").upper()
        if plain and _is_red(plain):
            looks = ("红字", *looks)
        elif plain and _is_grey(plain, darkest=0x60, lightest=0xD9):
            looks = ("灰字", *looks)
        if looks or line != "none":
            yield style.get(f"{_STYLE}name", ""), CellLook(line != "none", looks)
