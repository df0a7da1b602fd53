"""Every slide fits its screen, whole and legible: measured in a real browser, screen by screen."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from dashboard.core.labels import STATES
from dashboard.ledger.store import Ledger, open_ledger
from dashboard.meetings.slides.since import OUTCOMES
from tests.browser.deck import (
    AS_OF,
    AT_ITS_HEAD,
    SCALES,
    SIZES,
    SLIDES,
    Screen,
    at,
    deck,
    found_row,
    opened,
    resized,
    scaled,
    shown,
    slides_of,
    walk,
)
from tests.support import big_plan
from tests.support.browsers import NewPage
from tests.support.clock import NOW
from tests.support.small_plan import asking

FOOT: Final = re.compile(r"数据截至 2023-09-30 · 口径 牵头 · 更新于 \d{4}-\d\d-\d\d \d\d:\d\d")
STATE_WORDS: Final = tuple(f"{state.mark} {state.label}" for state in STATES.values()) + tuple(
    f"{mark} {label}" for mark, label, _ in OUTCOMES.values()
)


@dataclass(frozen=True)
class Plan:
    """A plan to show: the pages of its server, and a ledger of the same rows to ask."""

    new_page: NewPage
    ledger: Ledger
    has_long_words: bool

    def ask(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of an answer for the whole plan on the day that the deck shows."""
        asked = asking(name, as_of=date.fromisoformat(AS_OF), since=date(2023, 6, 30))
        return list(self.ledger.query(name, asked).to_dict("records"))


@pytest.fixture(params=["demo", "unkind"])
def plan(request: pytest.FixtureRequest) -> Plan:
    """The demo plan, and the one of a county's size with long names and long words."""
    page, ledger = {
        "demo": ("new_page", "demo_ledger"),
        "unkind": ("new_big_page", "big_ledger"),
    }[request.param]
    return Plan(
        request.getfixturevalue(page),
        request.getfixturevalue(ledger),
        has_long_words=request.param == "unkind",
    )


@pytest.fixture(scope="module")
def big_ledger(big_file: Path) -> Iterator[Ledger]:
    with closing(open_ledger(big_file, NOW)) as ledger:
        yield ledger


def test_every_slide_fits_legibly_and_every_list_is_complete_in_every_size(plan: Plan) -> None:
    page = opened(plan.new_page())
    expected, found = listed(plan), list[str]()
    for turn, size in enumerate(SIZES):
        resized(page, *size)
        for scale in (*SCALES[-turn:], *SCALES[:-turn]):  # from the one that the last size ended at
            page.keyboard.press("Home")
            screens = walk(scaled(page, scale))
            faults = [fault for screen in screens for fault in faults_of(screen)]
            faults += faults_of_lists(screens, expected)
            if (size, scale) == (SIZES[0], "standard"):
                is_large_and_stands_out(screens)
            if plan.has_long_words and scale == "huge" and size in (SIZES[0], SIZES[-1]):
                faults += faults_of_words(screens, plan) + faults_of_drills(page)
            found += [f"{size} {scale} {fault}" for fault in faults]
    assert found == []


def test_text_is_large_and_stands_out_from_its_ground_in_the_dark_too(plan: Plan) -> None:
    page = plan.new_page()
    page.emulate_media(color_scheme="dark")
    screens = walk(opened(page))
    expect(deck(page)).to_have_class(re.compile("dark"))
    is_large_and_stands_out(screens)


def is_large_and_stands_out(screens: list[Screen]) -> None:
    assert min(screen["smallest"] for screen in screens) >= [24, ""]
    assert min(screen["headlineSize"] for screen in screens) >= 96
    assert min(screen["faintest"] for screen in screens) >= [7, ""]


DRILLS: Final = (
    ("offices", "office:教育经费监管与学校财务核算中心股"),
    ("themes", "theme:义务教育优质均衡", "item:27"),
    ("overview", "state:on_track"),
    ("problems", f"task:{big_plan.LONGEST}"),
    ("offices", "number:explain=gap", "task:"),
    ("profile", "number:explain=completion_rate"),
    ("profile", "number:explain=unreported"),
)


def faults_of_drills(page: Page) -> list[str]:
    """Return what is wrong with the screens that a slide leads down to."""
    found = list[str]()
    for slide, *steps in DRILLS:
        page.keyboard.press(str(SLIDES.index(slide) + 1))
        for step in steps:
            row, name = found_row(page, step)
            row.click(**AT_ITS_HEAD)
            at(page, name)
        expect(shown(page).locator(".chart:not(:has(.main-svg))")).to_have_count(0)
        found += [f"{steps} {fault}" for screen in walk(page) for fault in faults_of(screen)]
    page.keyboard.press("Home")
    return found


def faults_of(screen: Screen) -> list[str]:
    """Return what is wrong with a screen, each with its place."""
    found = list(screen["faults"])
    if not FOOT.search(screen["foot"]):
        found.append(f"the foot: {screen['foot']}")
    if not (screen["sentence"] and screen["number"] and re.search(r"\d", screen["base"])):
        found.append(f"the head: {[screen[name] for name in ('sentence', 'number', 'base')]}")
    found += [f"a bare state: {words}" for words in screen["states"] if not told(words)]
    return [f"{screen['slide']}:{screen['part']} {fault}" for fault in found]


def told(words: str) -> bool:
    """Whether a state is told by its mark and its word."""
    return " ".join(words.split()).startswith(STATE_WORDS)


def listed(plan: Plan) -> dict[str, list[str]]:
    """Return the rows that the lists of the standard agenda must have, by the ledger's answers."""
    tasks, decisions = plan.ask("task_list"), plan.ask("decisions")
    unfinished = [t for t in tasks if t["state"] not in ("verified", "done", "cancelled")]
    last = decisions[0]["meeting_id"]
    taken = [row["decision_id"] for row in decisions if row["meeting_id"] == last]
    still_open = [row["decision_id"] for row in decisions if row["outcome"] != "done"]
    changed = picks("task", [row["task_id"] for row in plan.ask("changes_since")])
    return {
        "behind": picks("task", [t["task_id"] for t in tasks if t["is_behind"]]),
        "problems": picks("task", [t["task_id"] for t in unfinished if is_text(t["problem"])]),
        "offices": picks("office", [row["office"] for row in plan.ask("completion_by_office")]),
        "themes": picks("theme", [row["theme"] for row in plan.ask("completion_by_theme")]),
        "since": changed + picks("decision", taken),
        "decisions": picks("decision", still_open),
    }


def is_text(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != ""


def picks(kind: str, names: list[Any]) -> list[str]:
    return [f"{kind}:{name}" for name in names]


def faults_of_lists(screens: list[Screen], expected: dict[str, list[str]]) -> list[str]:
    """Return where the slides' lists lack a row or show one twice.

    What goes on from a row that is higher than a screen has no number of its own.
    """
    found = [f"no slide {slide}" for slide in expected if slide not in slides_of(screens)]
    for slide, wanted in expected.items():
        rows = [row for screen in screens if screen["slide"] == slide for row in screen["rows"]]
        counts = Counter(row["pick"] for row in rows if row["cells"][0])
        found += [
            f"{slide} shows {pick} {counts[pick]} times, not {Counter(wanted)[pick]}"
            for pick in dict.fromkeys([*wanted, *counts])
            if counts[pick] != Counter(wanted)[pick]
        ]
    return found


def faults_of_words(screens: list[Screen], plan: Plan) -> list[str]:
    """Return whose reports are not shown to the last letter on the slide of problems."""
    shown = dict[tuple[str, str], str]()
    for screen in screens:
        for row in screen["rows"] if screen["slide"] == "problems" else []:
            for label, text in row["details"]:
                shown[row["pick"], label] = shown.get((row["pick"], label), "") + text
    asked = {key for key, _ in shown}
    told_of = [task for task in plan.ask("task_list") if f"task:{task['task_id']}" in asked]
    assert any(len(task["problem"]) == 1500 for task in told_of)
    reported = {
        (f"task:{task['task_id']}", label): task[name]
        for task in told_of
        for label, name in (("原因:", "problem"), ("下一步:", "next_step"))
    }
    assert shown.keys() == reported.keys()
    return [f"the words of {key}: {shown[key]}" for key in shown if shown[key] != reported[key]]
