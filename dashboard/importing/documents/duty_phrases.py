"""Parse a phrase that tells who does a thing: A牵头,B、C配合,9月底前完成; A会同B落实."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from dashboard.importing.documents.office_bodies import (
    GENERIC,
    is_certain_body,
    is_likely_body,
    is_short_name,
    is_staffed_room,
)
from dashboard.importing.documents.office_names import Office, OfficeRole, parse_office_names
from dashboard.importing.documents.source import Consumed, Piece

MANNER: Final = (
    r"(?:按照?各?自?(?:职责|职能|任务)?(?:分工)?(?:分别|共同|各自)?"
    r"|分别|共同|联合|具体|主要|统一|积极|协同|予以|全力|轮流|密切|分工|做好|抓好)*"
)
_AFTER: Final = (
    r"(?:抓好|做好|具体|负责|组织|落实|实施|完成|办理|推进|抓总|开展|工作(?!组|专班)|支持"
    r"|协助|配合)*"
)
_ENDS: Final = r"(?=[,，;；、。)）\s]|$|会同|联合|协同|并|\d)"
_VERB: Final = re.compile(
    rf"{MANNER}(?:"
    rf"(?P<support>(?:配合|协助|协办)(?:单位|部门|[股科处]室)?{_AFTER}"
    rf"|(?:协同|协作|参与|参加|支持|会办){_AFTER}{_ENDS})"
    rf"|(?P<strong>(?:牵头|主办|主抓)(?:单位|部门|[股科处]室)?{_AFTER}|(?:主责|承办|轮流承办){_AFTER}{_ENDS})"
    rf"|(?P<lead>(?:负责|落实|实施|抓总|组织实施|组织落实|办理|推进|抓落实|统筹|完成){_AFTER}{_ENDS}))"
)
_SHARED: Final = re.compile("共同|联合|分别|各自")
_WITH: Final = re.compile(
    r"会同|协同(?!育人)|联合(?!会|工会|学校|党|支部|执法|体)|(?<=[股室科处局办委部会])商(?=.)"
)
_LEADING: Final = re.compile(r"[\s,，;；、。:：—–-]*(?:并|由|责成|请|交|其中|拟|可)?")
_PART: Final = re.compile(
    r"[,，;；。]|[、\s](?=(?:20\d\d年)?\d{1,2}月[^、]*$)|(?<=[前底末内月日旬])(?=由)"
)
_WHEN: Final = re.compile(
    r"(?=.*(?:\d\s*[月日年周天号]|[一二三四五六七八九十]月|季度|学期|[上下]半年|年[底内末中初]|全年|长期|常年|持续|每[月季周学年日天]"
    r"|[春秋两]季|[暑寒]假|开学|适时|即时|立即|全月|[上中下]旬|节前|[\u4e00-\u9fff](?:前|底|末)完成)).{2,26}"
)
_ASIDE: Final = re.compile(r"[(（【\[][^)）】\]]*[)）】\]]")
_NOBODY: Final = re.compile(r"[/—–\-\s无]*")


@dataclass
class _Duty:
    """What a phrase has told so far."""

    names: list[tuple[str, OfficeRole, bool]] = field(default_factory=list)
    """Name, role, and whether all of the list have that role."""
    due: Piece | None = None

    @property
    def is_led(self) -> bool:
        return any(role == "lead" for _, role, _ in self.names)


@dataclass(frozen=True)
class DutyPhrase:
    """The offices of a phrase and the words of its due date, not yet consumed."""

    offices: tuple[Office, ...]
    due: Piece | None
    has_verb: bool


def parse_duty_phrase(
    piece: Piece,
    consumed: Consumed,
    known: Collection[str],
    *,
    role: OfficeRole = "lead",
    is_shared: bool = False,
) -> DutyPhrase:
    """Parse a phrase; names without a verb have `role`, all of them if it `is_shared`.

    Words that can be no name are left unconsumed.
    """
    masked = _ASIDE.sub(lambda aside: "〇" * len(aside.group()), piece.text)
    duty = _Duty()
    start, is_with, has_verb = 0, False, False
    for found in _verbs(masked):
        own: OfficeRole = "support" if is_with or found["support"] else "lead"
        for stretch, is_beside in _with_parts(piece[start : found.start()], is_with=is_with):
            shared = bool(found["strong"] or _SHARED.match(found.group()))
            first = _before_supporters(stretch, duty, role) if found["support"] else 0
            _add(duty, stretch[:first], "lead", consumed, known, shared=False)
            told: OfficeRole = "support" if is_beside else own
            _add(duty, stretch[first:], told, consumed, known, shared=shared)
        consumed.consume(piece[found.start() : found.end()])
        start, is_with, has_verb = found.end(), False, True
    rest: OfficeRole = "support" if has_verb and duty.is_led else role
    for stretch, is_beside in _with_parts(piece[start:], is_with=False):
        _add(duty, stretch, "support" if is_beside else rest, consumed, known, shared=is_shared)
    return DutyPhrase(_offices_of(duty), duty.due, has_verb)


def _before_supporters(stretch: Piece, duty: _Duty, role: OfficeRole) -> int:
    """Return the end of the names that lead in A,B配合: those before the last comma."""
    masked = _ASIDE.sub(lambda aside: "〇" * len(aside.group()), stretch.text)
    return 0 if duty.is_led or role == "support" else max(map(masked.rfind, ",，;；")) + 1


def _verbs(text: str) -> Iterator[re.Match[str]]:
    """Yield the verbs that tell a role, each behind a name; 完成 tells one only in 由A完成."""
    for found in _VERB.finditer(text):
        is_mere_end = found["lead"] == "完成" and "由" not in text[: found.start()]
        if found.start() > 0 and not is_mere_end:
            yield found


def _with_parts(stretch: Piece, *, is_with: bool) -> Iterator[tuple[Piece, bool]]:
    """Yield the parts of a stretch of names at 会同, and whether each supports."""
    start = 0
    for found in _WITH.finditer(stretch.text):
        yield stretch[start : found.start()], is_with
        start, is_with = found.end(), True
    yield stretch[start:], is_with


def _add(
    duty: _Duty,
    stretch: Piece,
    role: OfficeRole,
    consumed: Consumed,
    known: Collection[str],
    *,
    shared: bool,
) -> None:
    """Add the names and the date of a stretch between two verbs."""
    for part in _parts(stretch):
        words = part.text.strip()
        if is_when(words):
            duty.due = duty.due or part.strip()
            continue
        own = Consumed()
        names = parse_office_names(part, own, known)
        told = [
            each for each in names if each[0] in known or is_short_name(_ASIDE.sub("", each[0]))
        ]
        duty.names += [(name, "lead" if leads else role, shared or leads) for name, leads in told]
        others = [
            name for name, _ in names if (name, True) not in told and (name, False) not in told
        ]
        consumed.places |= (own.places if told else set()) - _places_of(others, part)
        if _NOBODY.fullmatch(words):
            consumed.consume(part)


def _places_of(names: Collection[str], part: Piece) -> set[int]:
    """Return the positions of words in a text that are no names; all, where one is not found."""
    found = [(part.text.find(name), len(name)) for name in names]
    if any(at < 0 for at, _ in found):
        return set(part.at)
    return {place for at, length in found for place in part.at[at : at + length]}


def is_when(words: str) -> bool:
    """Whether words tell a time, and nobody."""
    return bool(_WHEN.fullmatch(words)) and not is_certain_body(words)


def _parts(stretch: Piece) -> Iterator[Piece]:
    """Yield what commas part, without the words before a name."""
    masked = _ASIDE.sub(lambda aside: "〇" * len(aside.group()), stretch.text)
    start = 0
    for found in [*_PART.finditer(masked), None]:
        part = stretch[start : found.start() if found else None]
        leading = _LEADING.match(part.text)
        part = part[leading.end() if leading else 0 :]
        if part.text.strip():
            yield part
        start = found.end() if found else start


def _offices_of(duty: _Duty) -> tuple[Office, ...]:
    """Return the offices; of a list that is not shared, only the first or marked one leads."""
    offices: dict[str, Office] = {}
    marks = any(role == "lead" and shared for _, role, shared in duty.names)
    has_lead = False
    for name, role, shared in duty.names:
        is_lead = role == "lead" and (shared or not (has_lead or marks))
        has_lead |= is_lead
        offices.setdefault(name, Office(name, "lead" if is_lead else "support"))
    return tuple(offices.values())


def is_duty(phrase: DutyPhrase, text: str) -> bool:
    """Whether what a bracket holds tells who does a thing: A牵头; A、B with a certain body."""
    names = [_ASIDE.sub("", office.name) for office in phrase.offices]
    words = re.split("[、,，;；和及与]", text)
    if not names or any(word in GENERIC for word in names) or "。" in text:
        return False
    if phrase.has_verb:
        heads = {_VERB.sub("", word).strip() for word in words}
        return not heads & GENERIC
    sure = {name for name in names if is_certain_body(name)}
    if any(map(is_staffed_room, names)):
        sure -= {"办公室"}  # a room itself, beside others
    return all(map(is_likely_body, names)) and bool(sure)
