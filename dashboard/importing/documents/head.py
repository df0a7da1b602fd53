"""Find a plan's title and issuing bureau in the lines above its body."""

import re
import unicodedata
from typing import Final

from dashboard.importing.documents.source import Piece, join_pieces

_BRACKETED: Final = r"(?:\s?[(（〔][^)）〕]{1,16}[)）〕])"
_KIND: Final = (
    r"(?:(?:教育)?工作要点|要点|工作(?:任务)?(?:总结|计[划画]|规划|方案|安排意见|安排|部署|意见|清单|台账|目标|思路|打算|提要)"
    r"|实施(?:方案|意见|计划)|行动(?:方案|计划)|指导意见|若干(?:措施|意见)|(?:督办|督查)(?:清单|台账|单|事项)|安排意见"
    r"|重点(?:工作|任务)|目标任务|任务)"
    r"(?:任务)?(?:(?:及|和|与)?(?:任务|责任|目标|职责)*(?:分解|分工|落实)*(?:方案|表|清单|安排|台账|一览表|明细表)?)?"
    rf"{_BRACKETED}?"
)
_YEAR_WORDS: Final = (
    r"(?:20\d\d|[二2][〇○零Oo0][一二三四五12345][〇○零一二三四五六七八九0-9]|1[01]\d(?=(?:学)?年))"
)
_TITLE: Final = re.compile(
    rf"(?:[^\s,，。;；:：|_>《》]{{1,20}}?(?:县|市|区|旗|州|局|委|省)\s)?[^\s,，。;；:：|_>《》]{{0,30}}?{_YEAR_WORDS}\s?(?:[-—–~至]\s?{_YEAR_WORDS}\s?)?(?:学)?年?(?:度)?\s?[^\s,，。;；:：|_>《》]{{0,40}}?{_KIND}"
)
_TITLE_WITHOUT_YEAR: Final = re.compile(
    rf"[\u4e00-\u9fff\d]{{0,40}}(?:工作要点|工作计划|工作思路|重点工作|任务分解表|工作安排|任务清单|工作方案){_BRACKETED}?"
)
_WHOLE_LINE: Final = re.compile(
    r"(?P<title>(?:《[^》]*》|[^\s,，。;；:：!！?？|_><\t]){0,60}?"
    r"(?:(?:工作|任务|教育|项目|实事|事项|年度|学期|学年|行动|实施|督办|督查|督导|整改|德育|教学|重点)[\u4e00-\u9fff”》]{0,8}?"
    r"(?:要点|计[划画]|方案|安排意见|安排|部署|意见|措施|清单|台账|目标|思路|打算|提要|规划|分解表|分工表|一览表|任务表|进度表|配档表|表)"
    r"|(?:要点|(?:重点工作(?:任务)?|重点任务|目标任务|工作任务)(?:责任)?(?:分解|分工)?|(?:民生|教育|为?民?办)实事(?:项目)?))"
    rf"(?:的(?:报告|汇报|方案|意见|请示|函))?{_BRACKETED}*)(?:的?(?:安排)?如下)?\s?[:：]?"
)
_LONGEST_LINE: Final = 64
_LONGEST_WITH_BLANKS: Final = 4 * _LONGEST_LINE
_SHORTEST: Final = 8
_SAYS_WHOSE: Final = re.compile(r"\d{3}|二[〇○零O]|[县市区旗州局校园]")
"""Words by which a short line is a plan's title, not the heading of a section: 重点工作."""
_NOTICE: Final = re.compile(
    r"关于(?:印发|下发|做好|转发)|的通知|现将|印发给|本文标题|标题[:：]|附件\s*\d*\s*[:：]"
)
_WHOLE_NOTICE: Final = re.compile(r"[^《》。,，;；:：|>]{4,50}的(?:通知|意见|方案|函)")
"""The title of a notice that has no other: 关于2025年工作任务分解的通知."""

_SENTENCE_START: Final = re.compile(
    r"^[\u4e00-\u9fff]{0,12}?(?:制定|制订|印发|拟定|拟订|编制|形成|下发|提出|现将)(?:了|本|以下|如下)?"
)
_SENTENCE_WORD: Final = re.compile("为|根据|按照|结合|经|依据|现将|围绕")
"""The first word of a sentence that mentions a plan."""

_BUREAU: Final = re.compile(
    r"(?:[\u4e00-\u9fff*×某XxX]{0,12}?(?:县|市|区|旗|州|省|盟)|(?<=^)[\u4e00-\u9fff]{2,6}?)(?:委)?"
    r"(?:(?:教育|教体|教科|文教|社会事务)[\u4e00-\u9fff]{0,8}?局|教育(?:工作)?委员会|教委|教育工委)"
)
_TITLE_START: Final = re.compile(
    rf"(?:{_BUREAU.pattern})?\s*(?:{_YEAR_WORDS}\s?(?:[-—–~至]\s?{_YEAR_WORDS})?\s?(?:学)?年度?)?"
    r"(?:教育系统|教育)?"
)
"""A line that is the beginning of a title, which goes on in the next line."""

_BEFORE_NAME: Final = re.compile(
    r"^.*(?:按照|根据|为了?|由|经|向|报请?|请|对|与|和|及|在|到|是|以|各|从|使|让|加强|贯彻|落实)(?=.{2,})"
)


def is_title(text: str) -> bool:
    """Whether a line is a plan's title and nothing else."""
    if len(text) > _LONGEST_WITH_BLANKS:
        return False
    plain = text.replace(" ", "").strip(_pictographs(text))
    is_whole = len(plain) <= _LONGEST_LINE and bool(_WHOLE_LINE.fullmatch(plain))
    return is_whole and (len(plain) >= _SHORTEST or bool(_SAYS_WHOSE.search(plain)))


def find_title(head: list[Piece]) -> Piece | None:
    """Return the title among the lines above the body: the last that is not a notice's title."""
    for pattern in (_TITLE, _TITLE_WITHOUT_YEAR):
        lines = [
            line
            for line in head
            if len(line.text) <= 400 and (pattern.search(line.text) or _is_whole(line, pattern))
        ]
        own = [
            line
            for line in lines
            if not _NOTICE.search(line.text)
            and (_is_whole(line, pattern) or _is_title_line(line.text, pattern))
        ]
        notices = [line for line in lines if not _SENTENCE_WORD.match(line.text)]
        for line in reversed(own or notices or lines):
            if title := _title_in(line, pattern):
                return _with_bureau(title, head[: head.index(line)])
    return None


def _is_whole(line: Piece, pattern: re.Pattern[str]) -> bool:
    """Whether a line is a title of the pattern's kind: with a year, or without one."""
    has_year = bool(re.search(_YEAR_WORDS, line.text))
    return is_title(line.text) and has_year == (pattern is _TITLE)


def _title_in(line: Piece, pattern: re.Pattern[str]) -> Piece | None:
    """Return the title in a line: the whole line, or the words of it that are one."""
    plain = line.squeezed().strip(_pictographs(line.text))
    whole = _WHOLE_LINE.fullmatch(plain.text)
    if whole and not _NOTICE.search(line.text):
        return plain[: whole.end("title")]
    found = pattern.search(line.text)
    if not found:
        return None
    if _WHOLE_NOTICE.fullmatch(plain.text):
        return plain
    title = line[found.start() : found.end()].squeezed()
    verb = _SENTENCE_START.match(title.text)
    return title[verb.end() :] if verb and not whole else title


def _pictographs(text: str) -> str:
    """Return the pictographs of a text, and a bullet."""
    return "•·" + "".join(letter for letter in text if unicodedata.category(letter) == "So")


def _with_bureau(title: Piece, above: list[Piece]) -> Piece:
    """Prepend the line above if it is the start of the title or the bureau's name."""
    if above and (_TITLE_START.fullmatch(above[-1].text) or above[-1].text.endswith("的")):
        return above[-1] + title
    return title


def _is_title_line(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a line is a title, not a sentence that mentions one."""
    found = pattern.search(text)
    is_early = found is not None and found.start() <= 12 and "。" not in text[: found.end()]
    return is_early and not _SENTENCE_WORD.match(text)


def find_organisation(title: str, lines: list[Piece]) -> Piece | str | None:
    """Return the bureau named in the title, or above or below the body; None if not found."""
    if found := _BUREAU.search(title):
        return re.sub(r"^.*(?:年度?|关于|印发)", "", found.group())
    for line in lines:
        plain = _without_blanks(line)
        if found := _BUREAU.search(plain.text):
            before = _BEFORE_NAME.match(found.group())
            return plain[found.start() + (before.end() if before else 0) : found.end()]
    return None


def _without_blanks(line: Piece) -> Piece:
    """Return a line without the blanks inside a name; a tab stays, since it parts two cells."""
    return join_pieces(line[at : at + 1] for at, sign in enumerate(line.text) if sign != " ")
