"""Assign each row of a draft to a theme and an item: an existing, a renamed or a new one.

Rows that give a theme or item a new name rename it if they include most of its tasks; otherwise it
keeps its name, and the rows move into a new one. "Place" here means a theme or an item.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from dashboard.importing.changes.theme_names import LONGEST_SHORT_NAME, short_names
from dashboard.ledger.rows import Row, collapse_spaces, is_same

_UNNAMED: Final = "未分主题"
_LONGEST_TITLE: Final = 30

Group = tuple[Any, ...]
"""The fields that identify the theme or item of rows; None for a field that the rows lack."""

RowsByKey = dict[int, Row]
"""The rows of themes or items by their keys."""

TaskMatch = tuple[Row, Row | None]
"""A row of a draft, and the matching task of the ledger (a row of plan_rows) or None."""

Fits = Callable[[Group], Collection[int]]


def _assign_known(
    groups: Sequence[Group],
    owners: Sequence[int | None],
    sizes: Counter[int],
    full: Fits,
    part: Fits,
) -> list[int | None]:
    """Return the key of each row's existing place, None for a new one.

    owners and sizes: the place of each row's task, and the number of tasks in each place. full and
    part: the places that match all, or some, of a group's fields.
    """
    named = list(zip(groups, owners, strict=True))
    fits = {group: full(group) for group in dict.fromkeys(groups)}
    votes: dict[Group, Counter[int]] = defaultdict(Counter)
    for group, owner in named:
        if owner is not None:
            votes[group][owner] += 1
    found = {
        group: max(places, key=votes[group].__getitem__) for group, places in fits.items() if places
    }
    taken = {*found.values(), *(owner for group, owner in named if owner in fits[group])}

    def mostly(group: Group) -> Collection[int]:
        return [place for place, count in votes[group].items() if 2 * count > sizes[place]]

    for among in (part, mostly):
        for group in fits:
            free = [place for place in among(group) if place not in taken]
            if group not in found and free:
                found[group] = max(free, key=votes[group].__getitem__)
                taken.add(found[group])
    return [owner if owner in fits[group] else found.get(group) for group, owner in named]


def assign_themes(
    matches: Sequence[TaskMatch],
    themes: RowsByKey,
    sizes: Counter[int],
    names: Sequence[tuple[str, str]],
    year: int,
    new_key: int,
) -> tuple[list[int], RowsByKey]:
    """Return the theme key of each row, and the updated themes of the plan."""
    groups = _theme_groups(matches)
    owners = [task["theme_id"] if task else None for _, task in matches]

    def full(group: Group) -> list[int]:
        return [key for key, theme in themes.items() if _is_theme(theme, group)]

    def part(group: Group) -> list[int]:
        return [key for key, theme in themes.items() if is_same(theme["short_name"], group[0])]

    after = {key: dict(theme) for key, theme in themes.items()}
    wanted: dict[int, str] = {}
    keys = []
    for group, known in zip(groups, _assign_known(groups, owners, sizes, full, part), strict=True):
        short, title = group
        new = (key for key in after if key >= new_key and _is_theme(after[key], group))
        key = known or next(new, new_key + len(after) - len(themes))
        if key not in after:
            after[key] = _new_theme(key, year, title or short, after)
        if title and not is_same(title, after[key]["title"]):
            after[key]["title"] = title
        is_title = known and not title and is_same(short, themes[key]["title"])
        if short and len(short) <= LONGEST_SHORT_NAME and not is_title:
            wanted[key] = short
        keys.append(key)
    titled = {key for key, (_, title) in zip(keys, groups, strict=True) if title}
    left = sizes - Counter(owner for owner in owners if owner is not None)
    named = set(keys)
    staying = {key: theme for key, theme in after.items() if key in named or left[key]}
    _assign_short_names(staying, wanted, titled, names)
    return keys, after


def _theme_groups(matches: Sequence[TaskMatch]) -> list[Group]:
    """Return each row's short name and title; a new row without them joins the row before it."""
    groups: list[Group] = []
    for row, task in matches:
        group = (row.get("theme"), row.get("theme_title"))
        if group == (None, None) and task:
            group = (task["theme"], task["theme_title"])
        elif group == (None, None):
            group = groups[-1] if groups else (_UNNAMED, None)
        groups.append(group)
    return groups


def _is_theme(theme: Row, group: Group) -> bool:
    """Whether a group identifies the theme by its title, or by its short name without a title."""
    short, title = group
    if title is not None:
        return is_same(title, theme["title"])
    return is_same(short, theme["short_name"]) or is_same(short, theme["title"])


def _new_theme(key: int, year: int, title: str, themes: RowsByKey) -> Row:
    """Return a new theme after the existing ones, without a short name yet."""
    last = max((theme["ordinal"] for theme in themes.values()), default=0)
    row = {"theme_id": key, "year": year, "ordinal": last + 1, "title": title}
    return row | {"short_name": None}


def _assign_short_names(
    themes: RowsByKey,
    wanted: Mapping[int, str],
    titled: Collection[int],
    names: Sequence[tuple[str, str]],
) -> None:
    """Set the wanted short names of the themes, as far as they stay unique.

    titled: the themes with a given title; other themes whose title equals the short name change it,
    too. A rename may free a name for another theme, so this repeats until nothing changes.
    """
    is_moving = True
    while is_moving:
        is_moving = False
        for key, short in wanted.items():
            theme = themes[key]
            if short not in {other["short_name"] for other in themes.values()}:
                if theme["title"] == theme["short_name"] and key not in titled:
                    theme["title"] = short
                theme["short_name"], is_moving = short, True
    for theme in themes.values():
        if theme["short_name"] is None:
            used = {other["short_name"] for other in themes.values()}
            found = short_names(theme["title"], names)
            theme["short_name"] = next(name for name in found if name not in used)


def assign_items(
    matches: Sequence[TaskMatch],
    theme_keys: Sequence[int],
    items: RowsByKey,
    sizes: Counter[int],
    new_key: int,
) -> tuple[list[int], RowsByKey]:
    """Return the item key of each row, and the updated items of the plan."""
    groups = [
        _item_group(row, task, key) for (row, task), key in zip(matches, theme_keys, strict=True)
    ]
    owners = [task["item_id"] if task else None for _, task in matches]
    titled: dict[Group, list[int]] = defaultdict(list)
    for key, item in items.items():
        titled[item["theme_id"], collapse_spaces(item["title"])].append(key)

    def part(group: Group) -> list[int]:
        return titled.get(group[:2], [])

    def full(group: Group) -> list[int]:
        return [key for key in part(group) if _item_has(items[key], group)]

    last: Counter[int] = Counter()
    for item in items.values():
        last[item["theme_id"]] = max(last[item["theme_id"]], item["ordinal"])
    after = {key: dict(item) for key, item in items.items()}
    made: dict[Group, list[int]] = defaultdict(list)
    keys = []
    places = _assign_known(groups, owners, sizes, full, part)
    for (row, _), group, known in zip(matches, groups, places, strict=True):
        new = (key for key in made[group[:2]] if _item_has(after[key], group))
        key = known or next(new, new_key + len(after) - len(items))
        if key not in after:
            made[group[:2]].append(key)
            after[key] = {"item_id": key, "number": _item_number(row), "group_title": None}
        item = after[key]
        _rename_item(item, group, last)
        keys.append(key)
    return keys, after


def _item_group(row: Row, task: Row | None, theme: int) -> Group:
    """Return the fields that identify a row's item; a row without them keeps its task's item."""
    title = row.get("item") or (task["item"] if task else short_title(row.get("text") or ""))
    return theme, collapse_spaces(title), row.get("item_number"), row.get("group_title")


def _item_has(item: Row, group: Group) -> bool:
    """Whether an item matches the fields that the group gives beside theme and title."""
    _, _, number, heading = group
    return (number is None or is_same(number, item["number"])) and (
        heading is None or is_same(heading, item["group_title"])
    )


def _item_number(row: Row) -> str:
    """Return the number for a new item without one: the first part of its task's number."""
    number = str(row.get("number") or "")
    return number.rpartition(".")[0] or number


def _rename_item(item: Row, group: Group, last: Counter[int]) -> None:
    """Update an item with a group's fields and theme; in a new theme it becomes the last item."""
    theme, *words = group
    for name, word in zip(("title", "number", "group_title"), words, strict=True):
        if word is not None and not is_same(item.get(name), word):
            item[name] = word
    if item.get("theme_id") != theme:
        last[theme] += 1
        item |= {"theme_id": theme, "ordinal": last[theme]}


def short_title(text: str) -> str:
    """Return the title for a task without one: the first clause of its text."""
    clauses = re.split(r"[,，;；:：。!！?？\n]", text)
    title = next(
        (clause for clause in map(collapse_spaces, clauses) if clause), collapse_spaces(text)
    )
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
