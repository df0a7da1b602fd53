"""Find who is responsible in sentences: 由A牵头,B、C配合; A会同B组织实施; 以上1-2项由A负责."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from dashboard.importing.documents.mentions import OfficeMention
from dashboard.importing.documents.office_names import (
    BODIES,
    Office,
    parse_office_names,
    with_roles,
)
from dashboard.importing.documents.source import Consumed, Piece

ENDS_SENTENCE: Final = "。；;！!?？"
_NAME: Final = (
    r"(?:各[\u4e00-\u9fff]{1,8}|(?!由|强化|加强|发挥|明确|落实|充分|压实|坚持|完善|督促|指导)(?:[\u4e00-\u7530\u7532-\u9fff]{1,12}?(?:股|室|科|处|办|中心|站|局)"
    r"|[\u4e00-\u7530\u7532-\u9fff]{0,10}?(?:团委|团工委|工会|大队|党委|纪委|党总支|党支部|委员会|家委会|工委|妇委会|学校|幼儿园|[一二三四五六七八九十]中"
    rf"|{BODIES}"
    r"|领导小组|工作专班|[教学]研组|年级组|干事|专干|管理员|辅导员|完小|中心校|学院|馆|(?<![全内外])部)))"
)
"""A name in a sentence; 由 (7531) stands before one, never in it."""

_NAMES: Final = rf"{_NAME}(?:[、和及与]{_NAME})*"
_AND_OTHERS: Final = r"(?:等(?:股室|科室|单位|部门)?)?"
_WITH: Final = rf"(?:会同|联合|协同|协调|商)(?P<beside>{_NAMES}){_AND_OTHERS}"
_BY_WHOM: Final = re.compile(
    rf"(?:(?:由|责成|交)(?P<by>{_NAMES})|(?:^|(?<=[,，;；。:：—]))(?P<lead>{_NAMES}))(?:{_WITH})?"
    r"(?:具体|主要|统一|共同|联合)?(?:牵头|主办|承办|负责(?!人|制|同志)|(?:组织|抓好|具体)(?:实施|落实|开展))"
    r"(?:负责|组织|落实|实施|办理|推进|抓好|抓总)*"
)
"""A sentence that tells who does the work: 由A牵头."""

_SUPPORTED: Final = re.compile(
    rf"[,，;；、]\s*(?:由|会同|联合|请)?(?P<support>{_NAMES}){_AND_OTHERS}"
    r"(?:积极|共同|予以|协同|具体)?(?:配合|协助|协办|参与|支持|落实)(?:落实|实施|做好|完成)?"
)
_ONLY_SUPPORTED: Final = re.compile(
    rf"(?<=[,，;；])\s*(?P<support>{_NAMES})(?:积极|共同|予以)?(?:配合|协助|协办)(?=[,，;；。]|$)"
)
_TOGETHER: Final = re.compile(
    rf"由(?P<lead>{_NAMES})(?:会同|联合|协同|商)(?P<support>{_NAMES})(?!配合|协助)"
)
_ABOVE_SENTENCE: Final = re.compile(r"(?:以上|上述|前述)[^:：,，;；。)）]{0,10}$")
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
    for found in _ONLY_SUPPORTED.finditer(piece.text, last):
        yield _inline(found.start(), found.end(), _supports(piece, [found], known))


def _mention_of(piece: Piece, found: re.Match[str], known: Collection[str]) -> OfficeMention | None:
    """Return the offices of a sentence, with those of the clauses after it that support."""
    end = found.end()
    clauses = []
    while told := _SUPPORTED.match(piece.text, end):
        clauses.append(told)
        end = told.end()
    is_clear = found["by"] or found["beside"] or clauses
    if not (is_clear or _GOES_ON.match(piece.text[end:].lstrip())):
        return None
    offices = with_roles(_names(piece, found.span("by" if found["by"] else "lead"), known), "lead")
    if found["beside"]:
        offices += with_roles(_names(piece, found.span("beside"), known), "support")
    offices += _supports(piece, clauses, known)
    return _sentence_mention(piece, found.start(), end, offices) if offices else None


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
