"""The words of a plan after an import: its themes, items and tasks, with keys and in order."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.importing.changes.places import Match, Places, place_items, place_themes
from dashboard.importing.changes.task_rows import NUMBERS, WORDS, values_after
from dashboard.ledger.csv_reader import Frames
from dashboard.ledger.rows import Row, framed, next_key, records
from dashboard.ledger.tables import UNIQUE


class PlanName(NamedTuple):
    """What a plan is called; an empty title or organisation leaves that of the ledger."""

    year: int
    title: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class PlanAfter:
    """The rows of a plan's tables by their keys; keys and values are those of the draft's rows."""

    plan: Places
    theme: Places
    item: Places
    task: Places
    keys: list[int]
    values: list[Row]


def plan_after(
    ledger: Frames,
    matches: Sequence[Match],
    standing: Sequence[Row],
    plan: PlanName,
    *,
    in_order: bool,
) -> PlanAfter:
    """Return the plan with the words of the draft; `in_order`, its entries stand as they do there.

    `standing` are the tasks of the plan as they are in force.
    """
    themes = rows_of(ledger, "theme", "year", {plan.year})
    items = rows_of(ledger, "item", "theme_id", themes)
    tasks = rows_of(ledger, "task", "item_id", items)
    theme_keys, themes = place_themes(
        matches,
        themes,
        Counter(row["theme_id"] for row in standing),
        [(row["pattern"], row["short_name"]) for row in records(ledger["theme_name"])],
        plan.year,
        next_key(ledger["theme"], "theme"),
    )
    item_keys, items = place_items(
        matches,
        theme_keys,
        items,
        Counter(row["item_id"] for row in standing),
        next_key(ledger["item"], "item"),
    )
    values = [
        values_after(match, themes[theme], items[item], plan.year)
        for match, theme, item in zip(matches, theme_keys, item_keys, strict=True)
    ]
    keys, tasks = place_tasks(matches, item_keys, values, tasks, next_key(ledger["task"], "task"))
    if in_order:
        put_in_order(themes, theme_keys, "year")
        put_in_order(items, item_keys, "theme_id")
        put_in_order(tasks, keys, "item_id")
    return PlanAfter(plan_rows(ledger, plan), themes, items, tasks, keys, values)


def rows_of(ledger: Frames, table: str, parent: str, keys: Collection[int]) -> Places:
    """Return the rows of a table below these parents, by their keys."""
    frame = ledger[table]
    own = records(frame.loc[frame[parent].isin(list(keys))])
    return {row[UNIQUE[table][0][0]]: row for row in own}


def plan_rows(ledger: Frames, plan: PlanName) -> Places:
    """Return the row of the plan; a new one that nobody named is called after its year."""
    known = rows_of(ledger, "plan", "year", {plan.year}).get(plan.year)
    row = dict(known or {"year": plan.year, "is_demo": False})
    others = [each["organisation"] for each in records(ledger["plan"])]
    row["title"] = plan.title or row.get("title") or f"{plan.year}年教育工作要点"
    row["organisation"] = plan.organisation or row.get("organisation") or (others or ["教育局"])[-1]
    return {plan.year: row}


def place_tasks(
    matches: Sequence[Match],
    item_keys: Sequence[int],
    values: Sequence[Row],
    tasks: Places,
    new_key: int,
) -> tuple[list[int], Places]:
    """Return the key of each row's task, and the tasks of the plan with their new words."""
    after = {key: dict(task) for key, task in tasks.items()}
    last: Counter[int] = Counter()
    for task in tasks.values():
        last[task["item_id"]] = max(last[task["item_id"]], task["ordinal"])
    keys = []
    for (_, known), item, own in zip(matches, item_keys, values, strict=True):
        key = known["task_id"] if known else new_key
        new_key += not known
        row = after.setdefault(key, {"task_id": key, **{name: own[name] for name in NUMBERS}})
        row |= {name: own[name] for name in WORDS}
        if row.get("item_id") != item:
            last[item] += 1
            row |= {"item_id": item, "ordinal": last[item]}
        keys.append(key)
    return keys, after


def put_in_order(places: Places, mentioned: Sequence[int], parent: str) -> None:
    """Number entries of one parent anew when they stand in another order than they are mentioned.

    Those that are not mentioned go last.
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


def written_words(ledger: Frames, after: PlanAfter) -> tuple[Frames, Frames, dict[str, list[int]]]:
    """Return the rows to add to plan, theme and item; those in new words, of task, too; and the
    keys of items and themes whose tasks have all moved elsewhere."""
    places = {"plan": after.plan, "theme": after.theme, "item": after.item, "task": after.task}
    removed = emptied(ledger, after)
    added, updated = {}, {}
    for table, own in places.items():
        key = UNIQUE[table][0][0]
        frame = ledger[table]
        before = {row[key]: row for row in records(frame.loc[frame[key].isin(list(own))])}
        kept = {at: row for at, row in own.items() if at not in removed.get(table, [])}
        added[table] = framed(table, [row for at, row in kept.items() if at not in before])
        changed = [row for at, row in kept.items() if at in before and before[at] != row]
        updated[table] = framed(table, changed)
    del added["task"]  # comes with the time of its recording, and its offices
    return added, updated, removed


def emptied(ledger: Frames, after: PlanAfter) -> dict[str, list[int]]:
    """Return the keys of the items and themes that had tasks and have none any more."""
    frame = ledger["task"]
    had = rows_of(
        ledger,
        "item",
        "item_id",
        frame.loc[frame["item_id"].isin(list(after.item)), "item_id"].unique(),
    )
    items = set(had) - {task["item_id"] for task in after.task.values()}
    themes = {item["theme_id"] for item in had.values()}
    kept = {item["theme_id"] for key, item in after.item.items() if key not in items}
    return {"item": sorted(items), "theme": sorted(themes - kept)}
