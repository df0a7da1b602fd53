"""Parse lists of office names: A、B和C等股室, A(牵头)、B, 体育、卫生与艺术教育股."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from dashboard.importing.documents.blocks import CELL_BREAK
from dashboard.importing.documents.office_bodies import OFFICE_ONLY, SUFFIX
from dashboard.importing.documents.source import Consumed, Piece

OfficeRole = Literal["lead", "support"]

_NO_NAME: Final = re.compile(
    r"^(?:抓|办好|做|建|加强|强化|推进|完善|规范|落实|优化|深化|提升)|[,，、。]|^.{11}"
)
"""The heading of tasks that ends like an office: 抓好教研室."""
SEPARATOR: Final = re.compile(
    rf"\s*[、,，;；/{CELL_BREAK}]\s*|(?<=[股室科处办心站会委局队组部馆院])\s*(?:以及|和|及|与)\s*(?!幼儿园)|\s+"
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


def with_roles(
    names: list[tuple[str, bool]], role: OfficeRole, *, is_shared: bool = False
) -> tuple[Office, ...]:
    """Return offices with roles; in a list that leads, the marked ones or the first one do.

    All of a list that `is_shared` lead: A、B牵头.
    """
    marked = {name for name, leads in names if leads}
    leads = marked or {name for name, _ in (names if is_shared else names[:1]) if role == "lead"}
    return tuple(Office(name, "lead" if name in leads else "support") for name, _ in names)


def is_office(title: str) -> bool:
    """Whether a heading is the name of an office and nothing else."""
    return bool(OFFICE_ONLY.search(title)) and not _NO_NAME.search(title)


def parse_office_names(
    piece: Piece, consumed: Consumed, known: Collection[str]
) -> list[tuple[str, bool]]:
    """Return the names in a list of offices, and whether each is marked as the lead."""
    tail = _TAIL.search(piece.text)
    body = piece[: tail.start() if tail else None]
    consumed.consume(piece[len(body.text) :])
    return [
        (name, leads)
        for part in _split_names(body, known)
        if not _TIME.fullmatch(part.text.strip())
        for name, leads in [_parse_name(part, consumed)]
        if name
    ]


def _split_names(body: Piece, known: Collection[str]) -> Iterator[Piece]:
    """Yield one piece per office; a 、 is part of a name when the text before it is not a name."""
    masked = _ASIDE.sub(lambda aside: "〇" * len(aside.group()), body.text)
    ends = [*SEPARATOR.finditer(masked), None]
    start = 0
    for separator in ends:
        end = separator.start() if separator else len(masked)
        if separator:
            so_far = re.sub(r"[〇\s]+", "", masked[start:end])
            mark, rest = separator.group().strip(), masked[separator.end() :]
            if separator.group() != CELL_BREAK and not _is_whole_name(so_far, mark, rest, known):
                continue
        yield body[start:end]
        start = separator.end() if separator else end


def _is_whole_name(so_far: str, mark: str, rest: str, known: Collection[str]) -> bool:
    """Whether a list of offices may be split after `so_far`.

    A part that does not end like an office belongs to the name after it: 体育、卫生与艺术教育股.
    """
    name = re.split("[、,，;；/]", so_far)[-1]
    if so_far in known or (SUFFIX.search(name) and len(name) > 1):
        return not any(other.startswith(so_far + mark) for other in known)
    if mark == "":  # a space inside a letter-spaced name
        return False
    is_part_of_known = any(so_far + mark in other for other in known)
    goes_on = any(OFFICE_ONLY.search(other) for other in SEPARATOR.split(rest))
    return not (is_part_of_known or (mark == "、" and goes_on and not name.startswith("各")))


def _parse_name(part: Piece, consumed: Consumed) -> tuple[str, bool]:
    """Return the name in a piece without white space and remarks, and whether it is marked as lead.

    A bracket is part of the name, as in 政策法规处(审批服务处), unless it marks the lead or is as
    short as a person's name.
    """
    leads, name, start = _LEADS.search(part.text), "", 0
    asides = [*_ASIDE.finditer(part.text), None]
    for aside in asides:
        plain = part[start : aside.start() if aside else None]
        name += consumed.consume(plain)
        if aside:
            start = aside.end()
            inner = aside.group().strip("(（【[)）】] ")
            is_inside = bool(part.text[start:].strip())
            is_name = is_inside or _PART_OF_NAME.search(inner) or len(inner) > _LONGEST_PERSON
            if is_name and not _LEADS.match(aside.group()):
                name += consumed.consume(part[aside.start() : start])
    if leads:
        consumed.consume(part[leads.start() : leads.end()])
    name = re.sub(r"\s|牵头$", "", name).strip("。.:：·—–-/")
    return (name if re.search(r"\w", name) else ""), bool(leads)
