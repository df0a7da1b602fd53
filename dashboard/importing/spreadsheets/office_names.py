"""Parse the offices in a cell: several in one, by aliases, with spaces or separators between."""

import re
from collections.abc import Collection, Mapping
from typing import Any, Final, Literal, NamedTuple

from dashboard.core.clean_text import name_key
from dashboard.importing.spreadsheets.sheet_values import LINE_ENDS, format_cell

NamedRole = Literal["lead", "support", ""]

_SEPARATED: Final = re.compile(r"[、,，;；/|\n]+")
_JOINED: Final = re.compile(r"[和与及]")
_ROLE: Final = re.compile(r"(牵头|主办|责任|配合|协办|参与)(?:股室|科室|处室|单位|部门)?[:：]")
_LEADS: Final = re.compile(r"[(（【\[](?:牵头|主办|主责)(?:股室|科室|单位|部门)?[)）】\]]")
_BRACKETED: Final = re.compile(r"[(（【\[][^)）】\]]*[)）】\]]$")
_LOOKS_WHOLE: Final = re.compile(r".+(?:股|室|科|办|处|委|局|队|站|组|会|部|中心|学校|园)")


class NamedOffice(NamedTuple):
    """An office in a cell, by its full name; `is_known` if it is in the ledger."""

    name: str
    role: NamedRole
    is_known: bool


class OfficeLookup(NamedTuple):
    """The offices of a ledger, by the keys (`name_key`) of their names and aliases.

    Names that contain a separator, such as 德育、体卫艺股, are found by `whole`; while a text is
    split, each is replaced by one private-use character, a key of `masked`.
    """

    full_names: Mapping[str, str]
    whole: re.Pattern[str] | None
    masked: Mapping[int, str]


_PRIVATE: Final = 0xF0000
"""The first of the private-use characters, which do not occur in text."""


def office_lookup(offices: Collection[str], aliases: Mapping[str, str]) -> OfficeLookup:
    """Build the lookup of office names."""
    names = {name_key(alias): name for alias, name in aliases.items()}
    names |= {name_key(name): name for name in offices}
    spelled = {_without_spaces(name) for name in (*aliases, *offices)}
    parted = [name for name in spelled if _SEPARATED.search(name) or _JOINED.search(name)]
    parted.sort(key=len, reverse=True)
    spaced = (r"[^\S\n]*".join(map(re.escape, name)) for name in parted)
    whole = re.compile("|".join(spaced)) if parted else None
    return OfficeLookup(names, whole, dict(enumerate(parted, _PRIVATE)))


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def parse_offices(value: Any, offices: OfficeLookup) -> tuple[NamedOffice, ...]:
    """Return the offices in a cell without repetitions, lead offices first."""
    found: dict[str, NamedOffice] = {}
    role: NamedRole = ""
    for part in _SEPARATED.split(_mask_names(LINE_ENDS.sub("\n", format_cell(value)), offices)):
        if label := _ROLE.match(part):
            role = "lead" if label.group(1) in ("牵头", "主办", "责任") else "support"
            part = part[label.end() :]
        marked = _LEADS.search(part)
        for name in _split_names(_LEADS.sub("", part), offices):
            known = _known_name(name, offices)
            own: NamedRole = "lead" if marked else role
            found.setdefault(known or name, NamedOffice(known or name, own, known is not None))
    return tuple(sorted(found.values(), key=lambda named: named.role != "lead"))


def _mask_names(text: str, offices: OfficeLookup) -> str:
    """Replace the names that contain separators by private-use characters."""
    if not offices.whole:
        return text
    characters = {name: chr(code) for code, name in offices.masked.items()}
    return offices.whole.sub(lambda found: characters[_without_spaces(found.group())], text)


def _split_names(part: str, offices: OfficeLookup) -> list[str]:
    """Return the name in a part, or several if it consists of known names."""
    name = _without_spaces(part.translate(offices.masked)).strip(":：。.")
    if not name:
        return []
    if _known_name(name, offices):
        return [name]
    for split in (part.split(), _JOINED.split(part)):
        pieces = [_without_spaces(piece.translate(offices.masked)) for piece in split]
        known = all(_known_name(piece, offices) for piece in pieces)
        looks = not offices.full_names and all(map(_LOOKS_WHOLE.fullmatch, pieces))
        if len(pieces) > 1 and (known or looks):
            return pieces
    return [name]


def _known_name(name: str, offices: OfficeLookup) -> str | None:
    """Return the full name of an office given by name or alias, ignoring a trailing bracket."""
    names = offices.full_names
    bare = _BRACKETED.sub("", name).removesuffix("等")
    return names.get(name_key(name)) or names.get(name_key(bare))
