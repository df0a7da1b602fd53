"""Find who is responsible in a text: (责任股室:A、B), 牵头单位:A;配合单位:B, 由A牵头,B配合."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from dashboard.importing.documents.duty_phrases import (
    DutyPhrase,
    is_duty,
    is_when,
    parse_duty_phrase,
)
from dashboard.importing.documents.mentions import OfficeMention, Reach
from dashboard.importing.documents.office_bodies import is_stage_office
from dashboard.importing.documents.office_names import Office
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
_BARE_KEY: Final = "(?:责任|工作|任务|职责)?分工|责任|牵头|主办|承办|主责|负责"
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
_OURS: Final = "(?P<ours>(?:我|本|市|县|区)?(?:局|委|校|园)内?|县内|学区|中心)?"
"""Whose office, before a key: 局内责任股室."""
OFFICE_KEY: Final = re.compile(
    rf"(?:(?:[【\[]|[—–-]+)\s*)?{_ABOVE}{_OURS}(?:由\s*)?"
    rf"(?:(?P<support>{_SUPPORT_KEY})|(?P<lead>{_LEAD_KEY}|{_BARE_KEY})|(?P<other>{_OTHER_KEY}))"
    r"\s*(?:[:：]|[】\]]\s*[:：]?|(?<=[室位门])[为是](?=\S))"
)
_FIRST_PART: Final = re.compile(r"([^,，;；:：]{2,26})[,，;；]\s*")
_BRACKET_KEY: Final = re.compile(
    rf"\s*(?:{_LEAD_KEY}|{_SUPPORT_KEY}|(?:{_BARE_KEY})\s*[:：])\s*[:：]?"
)
_OPENING, _CLOSING = "(（【[〔〖", ")）】]〕〗"
_AT_END: Final = re.compile(
    rf"(?:(?<=[。；;！!?？,，)）])\s*|\s+)(?=(?:[—–-]+\s*)?(?:{_WHICH})?{_OURS}"
    rf"(?:{_LEAD_KEY}|{_BARE_KEY}|{_SUPPORT_KEY}"
    rf"|{_OTHER_KEY.replace('(?P<time>', '(?:')})\s*(?:[:：]|(?<=[室位门])[为是]))"
)
_BARE_TAIL: Final = re.compile(
    r"(?:(?<=[。；;！])\s*—+|(?<=[。；;前底日末])\s+)\s*(?P<names>[^。；;—\s]{2,40})[。；;]?$"
)
_BRACKET_AT_END: Final = re.compile(r"\s*[(（][^()（）]*[)）]$")
_MARKED_TAIL: Final = re.compile(
    r"(?:^|(?<=[。；;！])\s*|\s+)(?P<names>(?!各)[^。；;:：\s]{2,16}[(（](?:牵头|主责|主办)[)）](?:[、,，][^。；;:：\s]{2,40})?)"
    r"[。；;]?$"
)
"""Names at the end, one of which is marked as the lead: ……。办公室(牵头)、人事股."""

_SECTION: Final = re.compile(r"[股科办室]$")
"""An office before a bracket that names a part of it: 普教股(基教组)."""

_SCHOOL: Final = re.compile(r"(?:^|[校学园院中所座栋间个。；;！!?？])$")
_ABOUT_ABOVE: Final = re.compile(rf"{_WHICH}(?:由)?")
_STRONG: Final = re.compile("牵头|主办")
_DATE_AFTER: Final = re.compile(
    r"\s*[,，]?\s*(?P<when>(?:20\d\d年)?\d{1,2}月[^,，。;；、]{0,14}|全[年月学期]{1,2}|长期|常年)[。;；]?\s*$"
)
"""A date behind the bracket that ends an entry: (教研室)4月10日—12日."""


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
    found = [_with_date_after(piece, mention) for mention in found]
    line = _office_line_start(piece.text, found)
    if line is not None:
        end = _office_line_end(piece.text, line)
        found.append(_parse_keyed(piece, line, end, line, known))
    elif not found:
        found += _bare_tail(piece, known)
    found += [
        mention
        for mention in sentence_mentions(piece, known)
        if all(mention.end <= other.start or other.end <= mention.start for other in found)
    ]
    return sorted(found, key=lambda place: place.start)


def _with_date_after(piece: Piece, mention: OfficeMention) -> OfficeMention:
    """Return the mention of a bracket with the date that stands behind it."""
    when = _DATE_AFTER.match(piece.text, mention.end)
    if when is None or mention.due is not None or not mention.offices:
        return mention
    due = piece[when.start("when") : when.end("when")]
    return replace(mention, end=len(piece.text), due=due)


def _bare_tail(piece: Piece, known: Collection[str]) -> Iterator[OfficeMention]:
    """Yield the offices behind a dash, or behind a blank at the end: ……。——财审股、督查办."""
    marked = _MARKED_TAIL.search(piece.text)
    tail = marked or _BARE_TAIL.search(piece.text)
    if tail is None:
        return
    consumed = Consumed()
    names = piece[tail.start("names") : tail.end("names")]
    phrase = parse_duty_phrase(names, consumed, known)
    if (
        phrase.offices
        and (not phrase.has_verb or marked)
        and phrase.due is None
        and is_duty(phrase, names.text)
    ):
        places = frozenset(consumed.places)
        yield OfficeMention(tail.start(), len(piece.text), phrase.offices, places)


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
    before = _BRACKET_AT_END.sub("", text[:start].rstrip())
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
    when = _FIRST_PART.match(inner.text)
    at = when.end() if when and is_when(when[1]) else 0
    if OFFICE_KEY.match(inner.text, at):
        first = (piece.text.index(inner.text, start + 1) if inner else start + 1) + at
        mention = _parse_keyed(piece, first, last, start, known)
        due = mention.due or (inner[: when.end(1)] if when and at else None)
        places = mention.places | edges.places if mention.places else mention.places
        return replace(mention, start=start, end=end, places=places, due=due)
    about = _ABOUT_ABOVE.match(inner.text)
    key = _BRACKET_KEY.match(inner.text)
    said = about or key
    edges.consume(inner[: said.end() if said else 0])
    names = inner[said.end() if said else 0 :]
    phrase = parse_duty_phrase(names, edges, known)
    is_free = phrase.has_verb or key or about or _ends_clause(piece.text, start, end)
    is_known = {office.name for office in phrase.offices} <= set(known)
    is_told = key or is_known or is_duty(phrase, names.text)
    is_told = is_told or _is_stage_office(phrase, piece.text[:start])
    if not (phrase.offices and is_free and is_told):
        return None
    above = about.group() if about else ""
    reach: Reach = "above" if above else _reach_of(piece.text, start)
    places = frozenset(edges.places)
    return OfficeMention(start, end, phrase.offices, places, phrase.due, reach=reach, above=above)


def _is_stage_office(phrase: DutyPhrase, before: str) -> bool:
    """Whether a bracket names only 小学部 or the like, behind other words than a school."""
    names = [office.name for office in phrase.offices]
    return all(map(is_stage_office, names)) and not _SCHOOL.search(before.rstrip())


def _ends_clause(text: str, start: int, end: int) -> bool:
    """Whether a bracket ends a clause, a date aside, or stands behind a sentence."""
    rest, before = text[end:].lstrip(), text[:start].rstrip()
    if OFFICE_KEY.search(re.split("[。；;]", before)[-1]):
        return False  # a part of a name behind a key: 责任股室:普教股(基教组)
    if _SECTION.search(before) and text[:end].endswith(("组)", "组）")):
        return False
    is_behind = not before or before[-1] in ENDS_SENTENCE
    return not rest or rest[0] in "。；;，,.!！、" or is_behind or bool(_DATE_AFTER.match(rest))


def _parse_keyed(
    piece: Piece, first: int, last: int, start: int, known: Collection[str]
) -> OfficeMention:
    """Parse keyed lists, such as '牵头股室:A;配合股室:B;完成时限:6月底'."""
    consumed = Consumed()
    text = piece[first:last]
    keys = list(OFFICE_KEY.finditer(text.text))
    offices: list[Office] = []
    others: dict[str, Piece] = {}
    has_strong = any(_is_strong(key) for key in keys)
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        names = text[key.end() : following.start() if following else len(text.text)]
        if key["other"]:
            kind = "due" if key["time"] else "leader" if "领导" in key["other"] else "person"
            others[kind] = text[key.start() : key.end() + len(names.text)]
            continue
        consumed.consume(text[key.start() : key.end()])
        is_support = key["support"] or (has_strong and not _is_strong(key))
        phrase = parse_duty_phrase(
            names,
            consumed,
            known,
            role="support" if is_support else "lead",
            is_shared=_is_strong(key),
        )
        if phrase.due is not None:
            others.setdefault("due", phrase.due)
        offices += phrase.offices
    above = next((key["above"] for key in keys if key["above"]), "")
    reach: Reach = "above" if above else _reach_of(piece.text, start)
    places = frozenset(consumed.places)
    unique = _each_once(offices)
    due, leader = others.get("due"), others.get("leader")
    is_ours = any("局内" in (key["ours"] or "") for key in keys)
    return OfficeMention(
        start, last, unique, places, due, leader, reach, is_ours=is_ours, above=above
    )


def _is_strong(key: re.Match[str]) -> bool:
    """Whether a key tells who leads; beside it 责任单位 is who supports."""
    return bool(key["lead"] and _STRONG.search(key["lead"]))


def _each_once(offices: Sequence[Office]) -> tuple[Office, ...]:
    """Return the offices, each once; one that leads and supports leads."""
    leads = {office.name for office in offices if office.role == "lead"}
    names = dict.fromkeys(office.name for office in offices)
    return tuple(Office(name, "lead" if name in leads else "support") for name in names)
