"""Parse the responsible offices in a text: (责任股室:A、B), 牵头单位:A;配合单位:B, A牵头."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from dashboard.importing.documents.source import Piece, Source

OfficeRole = Literal["lead", "support"]

_BODY: Final = r"(?:[(（]?[股科处][)）]?室|股室|科室|处室|单位|部门|机构|股|科|处|领导小组)"
_LEAD_WORD: Final = r"(?:牵头责任|责任牵头|主要责任|具体责任|责任|牵头|主办|主责|承办|负责|落实)"
_LEAD_KEY: Final = rf"{_LEAD_WORD}(?:{_BODY}(?:及|和|、)?)+"
_SUPPORT_KEY: Final = rf"(?:责任)?(?:配合|协助|协办|参与|参加|协同|协作)(?:{_BODY})?"
_OTHER_KEY: Final = (
    r"(?:责任|分管|牵头|包保|包联|挂点)(?:局)?领导|责任人|联系人|经办人|联系电话"
    r"|(?P<time>(?:完成|办结|办理|整改|截止)?(?:时限|时间|期限))"
)
OFFICE_KEY: Final = re.compile(
    rf"(?:[【\[]\s*)?(?:(?P<support>{_SUPPORT_KEY})|(?P<lead>{_LEAD_KEY}|责任|牵头|主办)|(?P<other>{_OTHER_KEY}))"
    r"\s*(?:[:：]|[】\]]\s*[:：]?)"
)
_BRACKET_KEY: Final = re.compile(
    rf"\s*(?:{_LEAD_KEY}|{_SUPPORT_KEY}|(?:责任|牵头|主办)\s*[:：])\s*[:：]?"
)
_OPENING, _CLOSING = "(（【[〔〖", ")）】]〕〗"
_OWN_LINE: Final = OFFICE_KEY
_AT_END: Final = re.compile(
    rf"(?:(?<=[。；;！!?？])\s*|\s+)(?=(?:{_LEAD_KEY}|(?:牵头|配合|协办)(?:{_BODY})?)\s*[:：])"
)
_LED_BY: Final = re.compile(
    r"^(?:由)?(?P<lead>[^,，;；。:：]{2,40}?)(?:牵头|负责|主办)(?:[,，;；、]\s*(?P<support>.{2,80}?)(?:配合|协助|参与|协办|按职责分工负责|负责)?)?$"
)
_SUFFIX: Final = re.compile(
    r"(?:股|室|科|处|办|中心|站|会|团|委|组|部|局|队|所|院|馆|校|园|位|门|班|学|镇|乡|党组|长|员|人|司|库|台|社)$"
)
_OFFICE_ONLY: Final = re.compile(r"(?:股|室|科|处|办|中心|站)$")
_SEPARATOR: Final = re.compile(
    r"\s*[、,，;；/]\s*|(?<=[股室科处办心站会委])\s*(?:和|及|以及)\s*|\s+"
)
_LEADS: Final = re.compile(r"[(（]\s*(?:牵头|主责|负责|主办)(?:单位|部门|[股科处]室)?\s*[)）]")
_PART_OF_NAME: Final = re.compile(r"(?:股|室|科|处|办|中心|站|园|校|街道|会|队)$")
_LONGEST_PERSON: Final = 3
_ASIDE: Final = re.compile(r"[(（【\[][^)）】\]]*[)）】\]]?")
_TIME: Final = re.compile(
    r"全年|长期|常年|持续|年内|(?:20\d\d年)?\d{1,2}月.{0,5}|.{0,5}年底前?|.{1,3}季度.?|[上下]半年"
)
_TAIL: Final = re.compile(r"(?:等(?:相关)?(?:股室|科室|处室|单位|部门)?)?[。.；;，,、\s]*$")


@dataclass(frozen=True)
class Office:
    """An office named in a plan, and whether it leads or supports."""

    name: str
    role: OfficeRole


@dataclass(frozen=True)
class OfficeMention:
    """An office phrase: its position in the text, and its offices."""

    start: int
    end: int
    offices: tuple[Office, ...]
    due: Piece | None = None
    """The due date in the same phrase, not yet consumed."""


def find_offices(piece: Piece, source: Source, known: Collection[str]) -> list[OfficeMention]:
    """Return the office phrases of a paragraph, in order.

    Brackets with other content, such as (含副校长), are ignored. The parsed text is marked as
    consumed in the source.
    """
    found: list[OfficeMention] = []
    for start, end in _brackets(piece.text):
        is_closed = piece.text[end - 1] in _CLOSING
        inner = piece[start + 1 : end - 1 if is_closed else end]
        if parsed := _parse_bracket(
            inner, source, known, is_last=not piece.text[end:].strip("。 .；;")
        ):
            source.consume(piece[start : start + 1] + piece[end - 1 : end])
            found.append(OfficeMention(start, end, *parsed))
    line = _office_line_start(piece.text, found)
    if line is not None:
        found.append(
            OfficeMention(line, len(piece.text), *_parse_keyed(piece[line:], source, known))
        )
    return sorted(found, key=lambda place: place.start)


def _office_line_start(text: str, found: list[OfficeMention]) -> int | None:
    """Return the start of an office phrase without brackets in the line or at its end, or None."""
    if _OWN_LINE.match(text) and not found:
        return 0
    last = max((place.end for place in found), default=0)
    rest = _AT_END.search(text, last)
    return rest.start() if rest else None


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


_OfficesAndDue = tuple[tuple[Office, ...], Piece | None]
"""The offices and the due date's text in one phrase."""


def _parse_bracket(
    inner: Piece, source: Source, known: Collection[str], *, is_last: bool
) -> _OfficesAndDue | None:
    """Parse the offices and due date in a bracket; None when it has other content."""
    inner = inner.strip()
    if OFFICE_KEY.match(inner.text):
        return _parse_keyed(inner, source, known)
    if found := _BRACKET_KEY.match(inner.text):
        names = parse_office_names(inner[found.end() :], source, known)
        if names:
            source.consume(inner[: found.end()])
        return (with_roles(names, "lead"), None) if names else None
    if found := _LED_BY.match(inner.text):
        offices = _parse_led_by(inner, found, source, known)
        return (offices, None) if offices else None
    parts = [part for part in _SEPARATOR.split(inner.text) if part]
    is_list = all(_OFFICE_ONLY.search(part) and len(part) <= 15 for part in parts)
    if is_last and parts and (is_list or set(parts) <= set(known)):
        return with_roles(parse_office_names(inner, source, known), "lead"), None
    return None


def _parse_led_by(
    inner: Piece, found: re.Match[str], source: Source, known: Collection[str]
) -> tuple[Office, ...]:
    """Parse the offices in 'A牵头,B、C配合'; empty when the names are not offices."""
    parts = [_SUFFIX.search(name) for name in re.split("[、和]", found["lead"])]
    if not all(parts) or "。" in inner.text:
        return ()
    leads = parse_office_names(inner[found.start("lead") : found.end("lead")], source, known)
    support = (
        inner[found.start("support") : found.end("support")] if found["support"] else inner[:0]
    )
    source.consume(inner[: found.start("lead")] + inner[found.end("lead") :])
    return with_roles(leads, "lead") + with_roles(
        parse_office_names(support, source, known), "support"
    )


def _parse_keyed(piece: Piece, source: Source, known: Collection[str]) -> _OfficesAndDue:
    """Parse keyed lists, such as '牵头股室:A;配合股室:B;完成时限:6月底'."""
    keys = list(OFFICE_KEY.finditer(piece.text))
    offices: list[Office] = []
    due: Piece | None = None
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        names = piece[key.end() : following.start() if following else len(piece.text)]
        if key["other"]:
            due = (
                piece[key.start() : following.start() if following else None]
                if key["time"]
                else due
            )
            continue
        source.consume(piece[key.start() : key.end()])
        role: OfficeRole = "support" if key["support"] else "lead"
        has_lead = any(each.role == "lead" for each in offices)
        offices += with_roles(parse_office_names(names, source, known), role, has_lead=has_lead)
    return tuple(dict.fromkeys(offices)), due


def with_roles(
    names: list[tuple[str, bool]], role: OfficeRole, *, has_lead: bool = False
) -> tuple[Office, ...]:
    """Return offices with roles; under a lead key the marked or first one leads, others support."""
    marked = [name for name, leads in names if leads]
    first = (
        marked[0] if marked else names[0][0] if names and role == "lead" and not has_lead else ""
    )
    return tuple(Office(name, "lead" if name == first else "support") for name, _ in names)


def parse_office_names(
    piece: Piece, source: Source, known: Collection[str]
) -> list[tuple[str, bool]]:
    """Return the names in a list of offices, and whether each is marked as the lead."""
    tail = _TAIL.search(piece.text)
    body = piece[: tail.start() if tail else None]
    source.consume(piece[len(body.text) :])
    return [
        (name, leads)
        for part in _split_names(body, known)
        if not _TIME.fullmatch(part.text.strip())
        for name, leads in [_parse_name(part, source)]
        if name
    ]


def _split_names(body: Piece, known: Collection[str]) -> Iterator[Piece]:
    """Yield one piece per office; a 、 is part of a name when the text before it is not a name."""
    masked = _ASIDE.sub(lambda aside: "〇" * len(aside.group()), body.text)
    ends = [*_SEPARATOR.finditer(masked), None]
    start = 0
    for separator in ends:
        end = separator.start() if separator else len(masked)
        if separator:
            so_far = re.sub(r"[〇\s]+", "", masked[start:end])
            mark, rest = separator.group().strip(), masked[separator.end() :]
            if not _is_whole_name(so_far, mark, rest, known):
                continue
        yield body[start:end]
        start = separator.end() if separator else end


def _is_whole_name(so_far: str, mark: str, rest: str, known: Collection[str]) -> bool:
    """Whether a list of offices may be split after `so_far`.

    A part that does not end like an office belongs to the name after it: 体育、卫生与艺术教育股.
    """
    name = re.split("[、,，;；/]", so_far)[-1]
    if so_far in known or (_SUFFIX.search(name) and len(name) > 1):
        return not any(other.startswith(so_far + mark) for other in known)
    if mark == "":  # a space inside a letter-spaced name
        return False
    is_part_of_known = any(so_far + mark in other for other in known)
    goes_on = any(_OFFICE_ONLY.search(other) for other in _SEPARATOR.split(rest))
    return not (is_part_of_known or (mark == "、" and goes_on and not name.startswith("各")))


def _parse_name(part: Piece, source: Source) -> tuple[str, bool]:
    """Return the name in a piece without white space and remarks, and whether it is marked as lead.

    A bracket is part of the name, as in 政策法规处(审批服务处), unless it marks the lead or is as
    short as a person's name.
    """
    leads, name, start = _LEADS.search(part.text), "", 0
    asides = [*_ASIDE.finditer(part.text), None]
    for aside in asides:
        plain = part[start : aside.start() if aside else None]
        name += source.consume(plain)
        if aside:
            start = aside.end()
            inner = aside.group().strip("(（【[)）】] ")
            is_inside = bool(part.text[start:].strip())
            is_name = is_inside or _PART_OF_NAME.search(inner) or len(inner) > _LONGEST_PERSON
            if is_name and not _LEADS.match(aside.group()):
                name += source.consume(part[aside.start() : start])
    if leads:
        source.consume(part[leads.start() : leads.end()])
    name = re.sub(r"\s|牵头$", "", name).strip("。.:：·")
    return name, bool(leads)
