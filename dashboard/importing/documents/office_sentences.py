"""Find who is responsible in sentences: 由A牵头,B、C配合; 由A会同B; 以上1-2项由A负责."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from dashboard.importing.documents.mentions import OfficeMention
from dashboard.importing.documents.office_names import Office, parse_office_names, with_roles
from dashboard.importing.documents.source import Consumed, Piece

_ENDS_SENTENCE: Final = "。；;！!?？"
_NAME: Final = (
    r"(?:各[\u4e00-\u9fff]{1,8}|(?!由|强化|加强|发挥|明确|落实|充分|压实|坚持|完善|督促|指导)(?:[\u4e00-\u7530\u7532-\u9fff]{1,12}?(?:股|室|科|处|办|中心|站|局)"
    r"|[\u4e00-\u7530\u7532-\u9fff]{0,10}?(?:团委|工会|大队|党委|党总支|委员会|工委|妇委会|学校|幼儿园|领导小组)))"
)
"""A name in a sentence; 由 (7531) stands before one, never in it."""

_NAMES: Final = rf"{_NAME}(?:[、和及与]{_NAME})*"
_BY_WHOM: Final = re.compile(
    rf"(?:(?:由|责成|交)(?P<by>{_NAMES})|(?:^|(?<=[,，;；。:：]))(?P<lead>{_NAMES}))"
    r"(?:具体|主要|统一|共同|联合)?(?:牵头|主办|承办|负责(?!人|制|同志))(?:负责|组织|落实|实施|办理|推进|抓好|抓总)*"
    rf"(?:[,，;；、]\s*(?:由|会同|联合|请)?(?P<support>{_NAMES})(?:等(?:股室|科室|单位|部门)?)?"
    r"(?:积极|共同|予以|协同|具体)?(?:配合|协助|协办|参与|支持|落实)(?:落实|实施|做好|完成)?)?"
)
"""A sentence that tells who does the work: 由A牵头,B、C配合."""

_SUPPORTED_BY: Final = re.compile(
    rf"(?<=[,，;；])\s*(?P<support>{_NAMES})(?:积极|共同|予以)?(?:配合|协助|协办)(?=[,，;；。]|$)"
)
_TOGETHER: Final = re.compile(
    rf"由(?P<lead>{_NAMES})(?:会同|联合|协同|商)(?P<support>{_NAMES})(?!配合|协助)"
)
_ABOVE_SENTENCE: Final = re.compile(r"(?:以上|上述)[^:：,，;；。)）]{0,10}$")
_GOES_ON: Final = re.compile(r"(?!作用|制|机制|单位|部门|[股科]室|责任|的)")
"""What may follow A牵头; 办公室牵头作用 names nobody who is to do a thing."""

_ONLY_WHEN: Final = re.compile(
    r"\s*(?:[,，]?(?P<when>[^,，。;；]{2,16})(?:完成|落实|办结|到位|竣工|投用))?\s*(?:[。;；!！]|$)"
)


def sentence_mentions(piece: Piece, known: Collection[str]) -> Iterator[OfficeMention]:
    """Yield the offices that sentences tell; a sentence that tells nothing else is one of them."""
    for found in _BY_WHOM.finditer(piece.text):
        leads = found["by"] or found["lead"]
        offices = with_roles(_names_in(piece, found, leads, known), "lead")
        offices += with_roles(_names_in(piece, found, found["support"], known), "support")
        after = piece.text[found.end() :].lstrip()
        is_clear = found["by"] or found["support"] or _GOES_ON.match(after)
        if offices and is_clear:
            yield _sentence_mention(piece, found, offices)
    for found in _TOGETHER.finditer(piece.text):
        offices = with_roles(_names_in(piece, found, found["lead"], known), "lead")
        offices += with_roles(_names_in(piece, found, found["support"], known), "support")
        yield OfficeMention(found.start(), found.end(), offices, reach="measure", is_inline=True)
    for found in _SUPPORTED_BY.finditer(piece.text):
        names = _names_in(piece, found, found["support"], known)
        yield OfficeMention(
            found.start(), found.end(), with_roles(names, "support"),
            reach="measure", is_inline=True,
        )  # fmt: skip


def _names_in(
    piece: Piece, found: re.Match[str], names: str | None, known: Collection[str]
) -> list[tuple[str, bool]]:
    """Return the offices in a group of a match, given by its text."""
    if not names:
        return []
    start = piece.text.index(names, found.start())
    return parse_office_names(piece[start : start + len(names)], Consumed(), known)


def _sentence_mention(
    piece: Piece, found: re.Match[str], offices: tuple[Office, ...]
) -> OfficeMention:
    """Return the mention of a sentence; one that tells only who and when is no measure."""
    start, end = found.start(), found.end()
    above = _ABOVE_SENTENCE.search(piece.text[:start])
    start = above.start() if above else start
    before = piece.text[:start].rstrip()
    rest = _ONLY_WHEN.match(piece.text, end)
    if above and rest:
        places = frozenset(piece[start : rest.end()].at)
        return OfficeMention(start, rest.end(), offices, places, reach="above", above=above.group())
    if not before or before[-1] not in _ENDS_SENTENCE or rest is None:
        return OfficeMention(start, end, offices, reach="measure", is_inline=True)
    due = piece[rest.start("when") : rest.end("when")] if rest["when"] else None
    places = frozenset(piece[start : rest.end()].at) - frozenset(due.at if due else ())
    return OfficeMention(start, rest.end(), offices, places, due)
