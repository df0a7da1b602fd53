"""Find who is responsible in sentences: 由A牵头,B、C配合; A会同B组织实施; 以上1-2项由A负责."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from dashboard.importing.documents.duty_phrases import MANNER
from dashboard.importing.documents.mentions import OfficeMention
from dashboard.importing.documents.office_bodies import BODIES, is_likely_body, is_short_name
from dashboard.importing.documents.office_names import (
    Office,
    OfficeRole,
    parse_office_names,
    with_roles,
)
from dashboard.importing.documents.source import Consumed, Piece

ENDS_SENTENCE: Final = "。；;！!?？"
_VERB: Final = (
    r"开展|举办|召开|制定|组织(?![部处科股室人])|实施|推进|建立|出台|印发|完成|做好|抓好|落实|加强|强化|发挥|明确|充分|压实"
    r"|坚持|完善|督促|指导|负责|牵头|配合|协助|参[加与]|会同|联合(?!会)|轮流|共同|分工|由"
)
_LETTER: Final = rf"(?:(?!{_VERB})[\u4e00-\u9fff])"
_NAME: Final = (
    rf"(?:各{_LETTER}{{1,8}}?(?:[(（](?:街道|[市区县、]{{3,5}})[)）]{_LETTER}{{0,6}}?)?"
    rf"|全体{_LETTER}{{1,5}}?"
    rf"|{_LETTER}{{1,12}}?(?:股|室|科|处|办|中心|站|局)"
    rf"|{_LETTER}{{0,10}}?(?:团委|团工委|工会|大队|党委|纪委|党总支|委员会|家委会|工委|妇委会|学校|幼儿园|[一二三四五六七八九十]中"
    rf"|{BODIES}|妇联|管理员|辅导员|干事|班主任|中学|小学|中专"
    r"|完小|中心校|[学医法察究试]院|[年化]宫|馆|公司|[乡镇]政府|(?<![全内外])部(?!门)))"
)
"""A name in a sentence; no verb of duty is part of one."""

_SECTION: Final = r"(?:[(（][\u4e00-\u9fff]{1,6}[组股室科办站][)）])?"
"""A part of the office before it: 普教股(基教组)."""

_NAMES: Final = rf"{_NAME}{_SECTION}(?:[、和及与]{_NAME}{_SECTION})*"
_AND_OTHERS: Final = r"(?:等(?:股室|科室|单位|部门)?)?"
_WITH: Final = rf"(?:会同|联合|协同|协调|商)(?P<beside>{_NAMES}){_AND_OTHERS}"
_BY_WHOM: Final = re.compile(
    rf"(?:(?:由|责成|交)(?P<by>{_NAMES}){_AND_OTHERS}|(?:^|(?<=[,，;；。:：—]))(?P<lead>{_NAMES}))(?:{_WITH})?"
    rf"(?P<how>{MANNER})"
    r"(?P<verb>牵头|主办|主抓|承办|负责(?!人|制|同志)|(?:组织|抓好|具体)(?:实施|落实|开展)|(?:落实|把关|承担|完成)(?=[,，;；。]|$))"
    r"(?:负责|组织|落实|实施|办理|推进|抓好|抓总)*"
)
"""A sentence that tells who does the work: 由A牵头."""

_SUPPORTED: Final = re.compile(
    rf"[,，;；、]\s*(?:由|会同|联合|请)?(?P<support>{_NAMES}){_AND_OTHERS}{MANNER}"
    r"(?:配合|协助|协办|参与|参加|支持|负责|落实|(?<=协同)推进)(?:落实|实施|做好|完成)?"
)
_SUPPORTED_BY_ANY: Final = re.compile(
    rf"[,，;；、]\s*(?:由|会同|联合|请)?(?P<support>[^,，;；。:：]{{2,40}}?){_AND_OTHERS}{MANNER}"
    r"(?:配合|协助|协办)(?:落实|实施|做好|完成)?(?=[,，;；。]|$)"
)
"""A clause behind the one that tells who leads; its words are names if they look like some."""

_ONLY_SUPPORTED: Final = re.compile(
    rf"(?:^|(?<=[,，;；。]))\s*(?:请|由)?(?P<support>{_NAMES}){_AND_OTHERS}{MANNER}"
    r"(?:配合|协助|协办|参与|参加|支持)(?:落实|实施|完成)?(?=[,，;；。]|$|做好|抓好|开展|完成)"
)
_BESIDE: Final = re.compile(
    rf"(?:^|(?<=[,，;；。]))\s*(?:会同|联合|协同|商)(?P<support>{_NAMES}){_AND_OTHERS}(?!配合|协助)"
)
"""A clause that tells with whom: 会同A、B核定编制."""

_THE_WORK: Final = re.compile(r"^(?:具体|此项|该项|这项|本项|上述)?(?:工作|任务)$")
"""The whole of the work, not a part: 具体工作由A承担."""

_TOGETHER: Final = re.compile(
    rf"由(?P<lead>{_NAMES})(?:会同|联合|协同|商)(?P<support>{_NAMES})(?!配合|协助)"
)
_ALL_LEAD: Final = re.compile("牵头|主办|主抓|共同|联合|分别")
_ABOVE_SENTENCE: Final = re.compile(
    r"(?:以上|上述|前述|本部分|本章|该部分)[^:：,，;；。)）]{0,10}$"
)
_GOES_ON: Final = re.compile(r"(?!作用|制|机制|单位|部门|[股科]室|责任|的)")
"""What may follow A牵头; 办公室牵头作用 names nobody who is to do a thing."""

_DASH: Final = re.compile(r"—+\s*$")
"""Parts a measure from who does it: ……120 名。——人事股牵头."""

_ONLY_WHEN: Final = re.compile(
    r"\s*(?:[,，]?(?P<when>[^,，。;；]{2,16})(?:完成|落实|办结|到位|竣工|投用))?\s*(?:[。;；!！]|$)"
)


def sentence_mentions(piece: Piece, known: Collection[str]) -> Iterator[OfficeMention]:
    """Yield the offices that sentences tell; a sentence that tells nothing else is one of them."""
    last = 0
    for found in _BY_WHOM.finditer(piece.text):
        if mention := _mention_of(piece, found, known):
            last = mention.end
            yield mention
    for found in _TOGETHER.finditer(piece.text, last):
        leads = with_roles(_names(piece, found.span("lead"), known), "lead")
        last = found.end()
        yield _inline(found.start(), last, leads + _supports(piece, [found], known))
    for pattern in (_ONLY_SUPPORTED, _BESIDE):
        for found in pattern.finditer(piece.text, last):
            yield _inline(found.start(), found.end(), _supports(piece, [found], known))


def _mention_of(piece: Piece, found: re.Match[str], known: Collection[str]) -> OfficeMention | None:
    """Return the offices of a sentence, with those of the clauses after it that support."""
    end = found.end()
    clauses = []
    while told := _SUPPORTED.match(piece.text, end) or _any_support(piece, end, known):
        clauses.append(told)
        end = told.end()
    is_clear = found["by"] or found["beside"] or clauses
    if found["verb"] == "完成" and not found["by"]:
        return None
    if not (is_clear or _GOES_ON.match(piece.text[end:].lstrip())):
        return None
    names = _names(piece, found.span("by" if found["by"] else "lead"), known)
    is_shared = bool(_ALL_LEAD.search(found["how"] + found["verb"]))
    offices = with_roles(names, _role_of(piece.text, found), is_shared=is_shared)
    if found["beside"]:
        offices += with_roles(_names(piece, found.span("beside"), known), "support")
    offices += _supports(piece, clauses, known)
    return _sentence_mention(piece, found.start(), end, offices) if offices else None


def _any_support(piece: Piece, start: int, known: Collection[str]) -> re.Match[str] | None:
    """Return the clause of those who support, if all that it names can be names."""
    told = _SUPPORTED_BY_ANY.match(piece.text, start)
    names = [name for name, _ in _names(piece, told.span("support"), known)] if told else []
    are_names = all(map(is_short_name, names)) and any(map(is_likely_body, names))
    return told if names and are_names else None


def _role_of(text: str, found: re.Match[str]) -> OfficeRole:
    """Return the role: 其中经费由A落实 tells who does a part of the work."""
    clause = re.split("[,，;；。]", text[: found.start()])[-1].strip()
    is_part = bool(found["by"] and clause and found["verb"] in ("落实", "把关", "承担"))
    if _THE_WORK.search(clause):
        return "lead"
    return "support" if is_part else "lead"


def _supports(
    piece: Piece, clauses: Collection[re.Match[str]], known: Collection[str]
) -> tuple[Office, ...]:
    names = [name for told in clauses for name in _names(piece, told.span("support"), known)]
    return with_roles(names, "support")


def _names(piece: Piece, span: tuple[int, int], known: Collection[str]) -> list[tuple[str, bool]]:
    return parse_office_names(piece[span[0] : span[1]], Consumed(), known)


def _inline(start: int, end: int, offices: tuple[Office, ...]) -> OfficeMention:
    return OfficeMention(start, end, offices, reach="measure", is_inline=True)


def _sentence_mention(
    piece: Piece, start: int, end: int, offices: tuple[Office, ...]
) -> OfficeMention:
    """Return the mention of a sentence; one that tells only who and when is no measure."""
    above = _ABOVE_SENTENCE.search(piece.text[:start])
    dash = _DASH.search(piece.text[:start])
    start = above.start() if above else dash.start() if dash else start
    before = piece.text[:start].rstrip()
    rest = _ONLY_WHEN.match(piece.text, end)
    if above and rest:
        places = frozenset(piece[start : rest.end()].at)
        return OfficeMention(start, rest.end(), offices, places, reach="above", above=above.group())
    if not before or not (dash or before[-1] in ENDS_SENTENCE) or rest is None:
        return _inline(start, end, offices)
    due = piece[rest.start("when") : rest.end("when")] if rest["when"] else None
    places = frozenset(piece[start : rest.end()].at) - frozenset(due.at if due else ())
    return OfficeMention(start, rest.end(), offices, places, due)
