"""Find a plan's title, year and issuing bureau in the lines above its body."""

import re
from typing import Final

from dashboard.importing.documents.source import Piece

_KIND: Final = (
    r"(?:(?:教育)?工作要点|要点|工作(?:任务)?(?:计划|方案|安排意见|安排|部署|意见|清单|台账|目标|思路|打算)|实施(?:方案|意见)|重点(?:工作|任务)|目标任务"
    r"|任务)(?:任务)?(?:(?:责任)?分解(?:方案|表)?|清单|安排|台账)?(?:[(（][^)）]{1,16}[)）])?"
)
_YEAR_WORDS: Final = r"(?:20\d\d|[二2][〇○零Oo0][一二三四五12345][〇○零一二三四五六七八九0-9])"
_TITLE: Final = re.compile(
    rf"(?:[^\s,，。;；:：|_>《》]{{1,20}}?(?:县|市|区|旗|州|局|委|省)\s)?[^\s,，。;；:：|_>《》]{{0,30}}?{_YEAR_WORDS}\s?(?:[-—–~至]\s?{_YEAR_WORDS}\s?)?(?:学)?年?(?:度)?\s?[^\s,，。;；:：|_>《》]{{0,40}}?{_KIND}"
)
_TITLE_WITHOUT_YEAR: Final = re.compile(
    r"[\u4e00-\u9fff\d]{0,40}(?:工作要点|工作计划|工作思路|重点工作|任务分解表|工作安排)(?:[(（][^)）]{1,16}[)）])?"
)
_NOTICE: Final = re.compile(
    r"关于(?:印发|下发|做好|转发)|的通知|现将|印发给|本文标题|标题[:：]|附件\s*\d*\s*[:：]"
)
_BUREAU: Final = re.compile(
    r"[\u4e00-\u9fff*×某XxX]{1,12}?(?:县|市|区|旗|州|省|盟)(?:委)?"
    r"(?:(?:教育|教体|教科|文教|社会事务)[\u4e00-\u9fff]{0,8}?局|教育(?:工作)?委员会|教委|教育工委)"
)
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?=\s?(?:[-—–~至]\s?20\d\d\s?)?(?:学)?年)")
_CHINESE_YEAR: Final = re.compile(
    r"二[〇○零Oo0]([一二三四五])([〇○零一二三四五六七八九])(?=\s?(?:学)?年)"
)
_DIGIT: Final = "〇一二三四五六七八九"


def find_title(head: list[Piece]) -> Piece | None:
    """Return the title among the lines above the body: the last that is not a notice's title."""
    for pattern in (_TITLE, _TITLE_WITHOUT_YEAR):
        lines = [line for line in head if pattern.search(line.text) and len(line.text) <= 400]
        own = [
            line
            for line in lines
            if not _NOTICE.search(line.text) and _is_title_line(line.text, pattern)
        ]
        for line in reversed(own or lines):
            found = pattern.search(line.text)
            if found:
                title = line[found.start() : found.end()].squeezed()
                return _with_bureau(title, head[head.index(line) - 1 : head.index(line)])
    return None


def _with_bureau(title: Piece, above: list[Piece]) -> Piece:
    """Prepend the line above if it is the start of the title or the bureau's name."""
    if above and (_BUREAU.fullmatch(above[0].text) or above[0].text.endswith("的")):
        return above[0] + title
    return title


def _is_title_line(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a line is a title, not a sentence that mentions one."""
    found = pattern.search(text)
    return found is not None and found.start() <= 12 and "。" not in text[: found.end()]


def year_in(text: str) -> int | None:
    """Return the first year in a text, in Arabic or Chinese numerals."""
    if found := _YEAR.search(text):
        return int(found.group(1))
    if found := _CHINESE_YEAR.search(text):
        tens, ones = (
            _DIGIT.index(letter.translate({0x25CB: "〇", 0x96F6: "〇"}))
            for letter in found.groups()
        )
        return 2000 + 10 * tens + ones
    return None


def find_organisation(title: str, lines: list[Piece]) -> Piece | str | None:
    """Return the bureau named in the title, or above or below the body; None if not found."""
    if found := _BUREAU.search(title):
        return found.group()
    for line in lines:
        if found := _BUREAU.search(line.text):
            return line[found.start() : found.end()]
    return None
