"""Find who is responsible in a text: (责任股室:A、B), 牵头单位:A;配合单位:B, 由A牵头,B配合."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from dashboard.importing.documents.mentions import OfficeMention, Reach
from dashboard.importing.documents.office_names import (
    SEPARATOR,
    SUFFIX,
    Office,
    is_office_list,
    parse_office_names,
    with_roles,
)
from dashboard.importing.documents.office_sentences import ENDS_SENTENCE, sentence_mentions
from dashboard.importing.documents.source import Consumed, Piece

_BODY: Final = (
    r"(?:[(（]?[股科处][)）]?室|股室|科室|处室|单位|部门|机构|主体|股|科|处|领导小组)"
    r"(?:[(（][股科处]?室?(?:单位|部门)?[)）])?"
)
_LEAD_WORD: Final = (
    r"(?:牵头责任|责任牵头|主要责任|具体责任|责任|牵头|主办|主责|承办|负责|落实|实施)"
)
_LEAD_KEY: Final = rf"{_LEAD_WORD}(?:{_BODY}(?:及|和|、)?)+"
_BARE_KEY: Final = "责任|牵头|主办|承办|主责"
"""A key only when a colon follows."""
_SUPPORT_KEY: Final = rf"(?:责任)?(?:配合|协助|协办|会办|参与|参加|协同|协作)(?:{_BODY})?"
_OTHER_KEY: Final = (
    r"(?:责任|分管|牵头|包保|包联|挂点|主管)(?:局)?领导|(?:第一)?责任人|负责人|联系人|经办人|联系电话"
    r"|(?P<time>(?:完成|办结|办理|整改|截止)?(?:时限|时间|期限))"
)
_WHICH: Final = (
    r"(?:(?:以上|上述|前述|前面)[^:：,，;；。)）]{0,8}?"
    r"|第?\s?\d{1,3}\s?(?:[-—–~至到、]\s?第?\s?\d{1,3}\s?)+[项条](?:[^:：,，;；。)）]{0,4}?)?)"
)
"""The items above that an office line is about: 以上两项, 第4—6项."""
_ABOVE: Final = rf"(?P<above>{_WHICH})?"
OFFICE_KEY: Final = re.compile(
    rf"(?:[【\[]\s*)?{_ABOVE}(?:由\s*)?"
    rf"(?:(?P<support>{_SUPPORT_KEY})|(?P<lead>{_LEAD_KEY}|{_BARE_KEY})|(?P<other>{_OTHER_KEY}))"
    r"\s*(?:[:：]|[】\]]\s*[:：]?|(?<=[室位门])[为是](?=\S))"
)
_BRACKET_KEY: Final = re.compile(
    rf"\s*(?:{_LEAD_KEY}|{_SUPPORT_KEY}|(?:{_BARE_KEY})\s*[:：])\s*[:：]?"
)
_OPENING, _CLOSING = "(（【[〔〖", ")）】]〕〗"
_AT_END: Final = re.compile(
    rf"(?:(?<=[。；;！!?？,，])\s*|\s+)(?=(?:{_WHICH})?"
    rf"(?:{_LEAD_KEY}|{_BARE_KEY}|{_SUPPORT_KEY}"
    rf"|{_OTHER_KEY.replace('(?P<time>', '(?:')})\s*(?:[:：]|(?<=[室位门])[为是]))"
)
_LED_BY: Final = re.compile(
    rf"^{_ABOVE}(?:由)?(?P<lead>[^,，;；。:：]{{2,40}}?)(?:牵头|负责|主办)(?:[,，;；、]\s*(?P<support>.{{2,80}}?)(?:配合|协助|参与|协办|按职责分工负责|负责)?)?$"
)

_WHEN_AT_END: Final = re.compile(
    r"[,，]\s*(?P<when>(?:20\d\d年)?(?:\d{1,2}月|[上下]半年|第?[一二三四]季度|年)[^,，、。;；]{0,8}?"
    r"(?:完成|落实|办结|到位|前|底|末))[。;；\s]*$"
)
"""A date after the names: 责任股室:A,6月底前."""


def find_offices(piece: Piece, known: Collection[str]) -> list[OfficeMention]:
    """Return the places of a paragraph that name offices, in order.

    Brackets with other content, such as (含副校长), are ignored.
    """
    found = [
        mention
        for start, end in _brackets(piece.text)
        for mention in [_parse_bracket_at(piece, start, end, known)]
        if mention
    ]
    line = _office_line_start(piece.text, found)
    if line is not None:
        end = _office_line_end(piece.text, line)
        found.append(_parse_keyed(piece, line, end, line, known))
    found += [
        mention
        for mention in sentence_mentions(piece, known)
        if all(mention.end <= other.start or other.end <= mention.start for other in found)
    ]
    return sorted(found, key=lambda place: place.start)


def _office_line_start(text: str, found: list[OfficeMention]) -> int | None:
    """Return the start of an office phrase without brackets in the line or at its end, or None."""
    if OFFICE_KEY.match(text) and not found:
        return 0
    last = max((place.end for place in found), default=0)
    rest = _AT_END.search(text, last)
    return rest.start() if rest else None


def _office_line_end(text: str, start: int) -> int:
    """Return the end of an office phrase: the first 。 that no further key follows."""
    end = text.find("。", start) + 1
    while end and OFFICE_KEY.match(text[end:].lstrip()):
        end = text.find("。", end) + 1
    return end or len(text)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each outermost bracket; an unclosed one ends with its sentence."""
    depth = start = 0
    for place, character in enumerate(text):
        if character in _OPENING:
            start = start if depth else place
            depth += 1
        elif character in _CLOSING and depth:
            depth -= 1
            if depth == 0:
                yield start, place + 1
    if depth and "。" not in text[start:].rstrip("。 "):
        yield start, len(text)


def _reach_of(text: str, start: int) -> Reach:
    """Return what a bracket is about: one inside a sentence, the measure that it ends."""
    before = text[:start].rstrip()
    return "run" if not before or before[-1] in ENDS_SENTENCE else "measure"


def _parse_bracket_at(
    piece: Piece, start: int, end: int, known: Collection[str]
) -> OfficeMention | None:
    """Parse the offices and due date in a bracket; None when it has other content."""
    is_closed = piece.text[end - 1] in _CLOSING
    last = end - 1 if is_closed else end
    inner = piece[start + 1 : last].strip()
    edges = Consumed()
    edges.consume(piece[start : start + 1] + piece[last:end])
    if OFFICE_KEY.match(inner.text):
        first = piece.text.index(inner.text, start + 1) if inner else start + 1
        mention = _parse_keyed(piece, first, last, start, known)
        places = mention.places | edges.places if mention.places else mention.places
        return replace(mention, start=start, end=end, places=places)
    ends_clause = not piece.text[end:].strip() or piece.text[end:].lstrip()[0] in "。；;，,.!！、"
    offices, above = _plain_offices(inner, edges, known, ends_clause=ends_clause)
    if not offices:
        return None
    reach: Reach = "above" if above else _reach_of(piece.text, start)
    return OfficeMention(start, end, offices, frozenset(edges.places), reach=reach, above=above)


def _plain_offices(
    inner: Piece, consumed: Consumed, known: Collection[str], *, ends_clause: bool
) -> tuple[tuple[Office, ...], str]:
    """Return the offices in a bracket without a colon, and the words 以上 …; none in another."""
    if found := _BRACKET_KEY.match(inner.text):
        names = parse_office_names(inner[found.end() :], consumed, known)
        consumed.consume(inner[: found.end()])
        return with_roles(names, "lead"), ""
    if found := _LED_BY.match(inner.text):
        return _parse_led_by(inner, found, consumed, known), found["above"] or ""
    parts = [part for part in SEPARATOR.split(inner.text) if part]
    is_list = is_office_list(parts)
    if ends_clause and parts and (is_list or set(parts) <= set(known)):
        return with_roles(parse_office_names(inner, consumed, known), "lead"), ""
    return (), ""


def _parse_led_by(
    inner: Piece, found: re.Match[str], consumed: Consumed, known: Collection[str]
) -> tuple[Office, ...]:
    """Parse the offices in 'A牵头,B、C配合'; empty when the names are not offices."""
    parts = [SUFFIX.search(name) for name in re.split("[、和]", found["lead"])]
    if not all(parts) or "。" in inner.text:
        return ()
    leads = parse_office_names(inner[found.start("lead") : found.end("lead")], consumed, known)
    support = inner[found.start("support") : found.end("support")] if found["support"] else None
    consumed.consume(inner[: found.start("lead")] + inner[found.end("lead") :])
    helps = parse_office_names(support, consumed, known) if support else []
    return with_roles(leads, "lead") + with_roles(helps, "support")


def _parse_keyed(
    piece: Piece, first: int, last: int, start: int, known: Collection[str]
) -> OfficeMention:
    """Parse keyed lists, such as '牵头股室:A;配合股室:B;完成时限:6月底'."""
    consumed = Consumed()
    text = piece[first:last]
    keys = list(OFFICE_KEY.finditer(text.text))
    offices: list[Office] = []
    others: dict[str, Piece] = {}
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        names = text[key.end() : following.start() if following else len(text.text)]
        if key["other"]:
            kind = "due" if key["time"] else "leader" if "领导" in key["other"] else "person"
            others[kind] = text[key.start() : key.end() + len(names.text)]
            continue
        consumed.consume(text[key.start() : key.end()])
        if when := _WHEN_AT_END.search(names.text):
            others.setdefault("due", names[when.start("when") : when.end("when")])
            consumed.consume(names[: when.start("when")][when.start() :])
            names = names[: when.start()]
        has_lead = any(each.role == "lead" for each in offices)
        named = parse_office_names(names, consumed, known)
        offices += with_roles(named, "support" if key["support"] else "lead", has_lead=has_lead)
    above = next((key["above"] for key in keys if key["above"]), "")
    reach: Reach = "above" if above else _reach_of(piece.text, start)
    places = frozenset(consumed.places)
    unique = tuple(dict.fromkeys(offices))
    due, leader = others.get("due"), others.get("leader")
    return OfficeMention(start, last, unique, places, due, leader, reach, above=above)
