"""A plan after an import: its themes, items and tasks, with their keys and order."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.importing.changes.places import RowsByKey, TaskMatch, assign_items, assign_themes
from dashboard.importing.changes.task_rows import NUMBER_FIELDS, TEXT_FIELDS, task_values_after
from dashboard.ledger.csv_reader import Frames
from dashboard.ledger.rows import Row, next_key, records, table_frame
from dashboard.ledger.tables import UNIQUE_KEYS


class PlanName(NamedTuple):
    """The name of a plan; an empty title or organisation keeps that of the ledger."""

    year: int
    title: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class PlanAfter:
    """The rows of a plan's tables by key; `keys` and `values` belong to the draft's rows."""

    plan: RowsByKey
    theme: RowsByKey
    item: RowsByKey
    task: RowsByKey
    keys: list[int]
    values: list[Row]


def plan_after(
    ledger: Frames,
    matches: Sequence[TaskMatch],
    current: Sequence[Row],
    plan: PlanName,
    *,
    in_order: bool,
) -> PlanAfter:
    """Return the plan updated from the draft; with `in_order` it takes the draft's order.

    `current` are the plan's tasks as in force today.
    """
    themes = _child_rows(ledger, "theme", "year", {plan.year})
    items = _child_rows(ledger, "item", "theme_id", themes)
    tasks = _child_rows(ledger, "task", "item_id", items)
    theme_keys, themes = assign_themes(
        matches,
        themes,
        Counter(row["theme_id"] for row in current),
        [(row["pattern"], row["short_name"]) for row in records(ledger["theme_name"])],
        plan.year,
        next_key(ledger["theme"], "theme"),
    )
    item_keys, items = assign_items(
        matches,
        theme_keys,
        items,
        Counter(row["item_id"] for row in current),
        next_key(ledger["item"], "item"),
    )
    values = [
        task_values_after(match, themes[theme], items[item], plan.year)
        for match, theme, item in zip(matches, theme_keys, item_keys, strict=True)
    ]
    keys, tasks = _assign_tasks(matches, item_keys, values, tasks, next_key(ledger["task"], "task"))
    if in_order:
        _reorder(themes, theme_keys, "year")
        _reorder(items, item_keys, "theme_id")
        _reorder(tasks, keys, "item_id")
    return PlanAfter(_plan_rows(ledger, plan), themes, items, tasks, keys, values)


def _child_rows(ledger: Frames, table: str, parent: str, keys: Collection[int]) -> RowsByKey:
    """Return the child rows of these parents, by key."""
    frame = ledger[table]
    own = records(frame.loc[frame[parent].isin(list(keys))])
    return {row[UNIQUE_KEYS[table][0][0]]: row for row in own}


def _plan_rows(ledger: Frames, plan: PlanName) -> RowsByKey:
    """Return the row of the plan; a new one without a name is named after its year."""
    known = _child_rows(ledger, "plan", "year", {plan.year}).get(plan.year)
    row = dict(known or {"year": plan.year, "is_demo": False})
    others = [each["organisation"] for each in records(ledger["plan"])]
    row["title"] = plan.title or row.get("title") or f"{plan.year}年教育工作要点"
    row["organisation"] = plan.organisation or row.get("organisation") or (others or ["教育局"])[-1]
    return {plan.year: row}


def _assign_tasks(
    matches: Sequence[TaskMatch],
    item_keys: Sequence[int],
    values: Sequence[Row],
    tasks: RowsByKey,
    new_key: int,
) -> tuple[list[int], RowsByKey]:
    """Return the key of each row's task, and the updated tasks of the plan."""
    after = {key: dict(task) for key, task in tasks.items()}
    last: Counter[int] = Counter()
    for task in tasks.values():
        last[task["item_id"]] = max(last[task["item_id"]], task["ordinal"])
    keys = []
    for (_, known), item, own in zip(matches, item_keys, values, strict=True):
        key = known["task_id"] if known else new_key
        new_key += not known
        row = after.setdefault(key, {"task_id": key, **{name: own[name] for name in NUMBER_FIELDS}})
        row |= {name: own[name] for name in TEXT_FIELDS}
        if row.get("item_id") != item:
            last[item] += 1
            row |= {"item_id": item, "ordinal": last[item]}
        keys.append(key)
    return keys, after


def _reorder(places: RowsByKey, mentioned: Sequence[int], parent: str) -> None:
    """Renumber the children of a parent when their order differs from the order of mention.

    Children that are not mentioned go last.
    """
    below: dict[int, list[int]] = defaultdict(list)
    for key in dict.fromkeys(mentioned):
        below[places[key][parent]].append(key)
    siblings: dict[int, list[int]] = defaultdict(list)
    for key in sorted(places, key=lambda key: int(places[key]["ordinal"])):
        siblings[places[key][parent]].append(key)
    for above, wanted in below.items():
        named = set(wanted)
        if [key for key in siblings[above] if key in named] != wanted:
            others = [key for key in siblings[above] if key not in named]
            for ordinal, key in enumerate([*wanted, *others], 1):
                places[key]["ordinal"] = ordinal


def plan_row_changes(
    ledger: Frames, after: PlanAfter
) -> tuple[Frames, Frames, dict[str, list[int]]]:
    """Return the rows to add to plan, theme and item; the rows to update, including task; and the
    keys of items and themes whose tasks have all moved elsewhere."""
    places = {"plan": after.plan, "theme": after.theme, "item": after.item, "task": after.task}
    removed = _emptied_places(ledger, after)
    added, updated = {}, {}
    for table, own in places.items():
        key = UNIQUE_KEYS[table][0][0]
        frame = ledger[table]
        before = {row[key]: row for row in records(frame.loc[frame[key].isin(list(own))])}
        kept = {at: row for at, row in own.items() if at not in removed.get(table, [])}
        added[table] = table_frame(table, [row for at, row in kept.items() if at not in before])
        changed = [row for at, row in kept.items() if at in before and before[at] != row]
        updated[table] = table_frame(table, changed)
    del added["task"]  # added by new_task_rows with its recording time and offices
    return added, updated, removed


def _emptied_places(ledger: Frames, after: PlanAfter) -> dict[str, list[int]]:
    """Return the keys of the items and themes that had tasks and have none now."""
    frame = ledger["task"]
    had = _child_rows(
        ledger,
        "item",
        "item_id",
        frame.loc[frame["item_id"].isin(list(after.item)), "item_id"].unique(),
    )
    items = set(had) - {task["item_id"] for task in after.task.values()}
    themes = {item["theme_id"] for item in had.values()}
    kept = {item["theme_id"] for key, item in after.item.items() if key not in items}
    return {"item": sorted(items), "theme": sorted(themes - kept)}
