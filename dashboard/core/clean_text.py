"""Clean text where it enters: invisible characters, odd blanks, and lookalikes of characters.

What a reader sees stays as typed: full-width punctuation, digits and letters are kept. Only names
are compared in a looser form, by `name_key`.
"""

import re
import unicodedata
from typing import Final, NamedTuple

_BLANKS: Final = frozenset(
    "\xa0\u1680\u202f\u205f\u2800" + "".join(map(chr, range(0x2000, 0x200B)))
)
"""Blanks that look like a space; the ideographic space is one, too, but people type it."""

_LINE_ENDS: Final = "\x0b\x0c\x85\u2028\u2029"
_ODD: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u2e80-\u2fdf\u3164\uf900-\ufaff\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffc]"
)
"""Controls, zero width, directions, fillers, selectors of variants, blanks, and lookalikes."""

_ODD_BEYOND: Final = re.compile("[\U0001bca0-\U0001bca3\U0002f800-\U0002fa1f\U000e0000-\U000e0fff]")
"""The same beyond the first plane; in one class with the others they would make it slow."""

_RADICALS_AND_DUPLICATES: Final = frozenset(
    [*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)]
)
_LOOKALIKES: Final[dict[int, str]] = {
    code: plain
    for code in _RADICALS_AND_DUPLICATES
    if (plain := unicodedata.normalize("NFKC", chr(code))) != chr(code)
} | {
    ord(odd): plain
    for odd, plain in zip(
        # Radicals that are used as whole characters but have no Unicode decomposition.
        "⺁⺊⺠⺎⺒⺓⺛⺝⺩⺫⺬⺮⺰⺲⺶⺼⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂卜民兀巳幺旡月王目示竹纟罒羊肉虎西见角贝车長镸长门雨青韦页风飞食饣饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
}
"""Radicals and duplicate characters, which PDFs contain instead of the ordinary characters."""

_IDEOGRAPHIC_SPACE: Final = "\u3000"
_DASHES: Final = re.compile("[‐‑‒–—―−﹣－]+")
_DOTS: Final = re.compile("[·•‧∙⋅・]")
_CIRCLES: Final = re.compile("[○◯〇]")
_NAMES: Final = {
    "\u200b": "零宽空格",
    "\ufeff": "字节顺序标记",
    "\xa0": "不换行空格",
    "\xad": "软连字符",
    "\u200d": "零宽连字",
    "\u200c": "零宽不连字",
    "\u200e": "方向标记",
    "\u200f": "方向标记",
}
"""What some of them are called; any other is called by its kind."""


class OddCharacter(NamedTuple):
    """A character that is removed or replaced: its position in the text, and what it is."""

    at: int
    character: str
    plain: str
    """What stands in its place; '' when it is removed."""

    @property
    def words(self) -> str:
        """What it is, for a message, such as '零宽空格(U+200B)'."""
        return f"{self._kind}(U+{ord(self.character):04X})"

    @property
    def _kind(self) -> str:
        if named := _NAMES.get(self.character):
            return named
        if not self.plain:
            return "隐形字符"
        return "特殊空格" if self.plain.isspace() else f"异形字“{self.character}”"


def clean_text(text: str) -> str:
    """Return text without invisible characters, its blanks and characters the ordinary ones.

    Line ends stay line ends, and accents are joined to their letters (NFC).
    """
    plain = _ODD.sub(_plain_of_match, text)
    if plain.isascii():
        return plain
    if max(plain) > "\uffff":
        plain = _ODD_BEYOND.sub(_plain_of_match, plain)
    return unicodedata.normalize("NFC", plain.replace(_IDEOGRAPHIC_SPACE, " "))


def odd_characters(text: str) -> list[OddCharacter]:
    """Return each character that `clean_text` removes or replaces and that nobody sees as odd.

    The ideographic space is left out: people type it.
    """
    found = [*_ODD.finditer(text), *_ODD_BEYOND.finditer(text)]
    odd = [OddCharacter(each.start(), each.group(), _plain_of_match(each)) for each in found]
    return sorted(each for each in odd if each.character != each.plain)


def _plain_of_match(found: re.Match[str]) -> str:
    """Return what stands for an odd character."""
    character = found.group()
    if character in _BLANKS:
        return " "
    if character in _LINE_ENDS:
        return "\n"
    if ord(character) in _RADICALS_AND_DUPLICATES:
        return _LOOKALIKES.get(ord(character), character)
    return ""


def name_key(name: str) -> str:
    """Return the form in which names are compared: two names that look alike have the same.

    Width, case, blanks, and the shapes of dashes, dots and circles do not matter.
    """
    plain = unicodedata.normalize("NFKC", clean_text(name)).casefold()
    plain = _CIRCLES.sub("〇", _DOTS.sub("·", _DASHES.sub("-", plain)))
    return "".join(plain.split())
