"""The screen goes to the URL and back unchanged; what the URL gets wrong is dropped and told."""

from collections.abc import Container
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.core.dimensions import DIMENSIONS
from dashboard.core.labels import SCALES
from dashboard.core.measures import MEASURES, OFFERED
from dashboard.view.filters import Filters
from dashboard.view.filters import to_query as filter_words
from dashboard.view.screen_state import PAGE_WORDS, SCREEN_WORDS, Screen, from_query, to_query
from dashboard.view.screen_values import COMPARE_WORDS, PICTURES
from dashboard.view.steps import parse_step
from dashboard.view.table_columns import SCREEN_TABLES

KNOWN: dict[str, tuple[str, ...]] = {
    "office": ("办公室", "Office & Co=1", "a:b"),
    "theme": ("党建",),
    "task": ("101", "102"),
    "item": ("1", "2"),
    "agenda": ("3",),
    "meeting": ("2",),
    "year": ("2022",),
}
SORTS = [f"{table}:{sign}{column}" for table in SCREEN_TABLES for sign in ("", "-")
         for column in SCREEN_TABLES[table].columns]  # fmt: skip
DRILLS = [f"{kind}:{value}" for kind in ("office", "theme", "task") for value in KNOWN[kind]]


ODD_NAME = "A&B=C:D/E%F+G\"H'I #?<b>;,,中 文"
ODD_NUMBER = f"number:{urlencode({'explain': 'gap', 'cell': f'office:{ODD_NAME}'})}"


def known(kind: str) -> Container[str]:
    return KNOWN[kind]


def read(**query: Any) -> tuple[Screen, list[str]]:
    given = {word: [value] if isinstance(value, str) else value for word, value in query.items()}
    return from_query(given, known)


screens = st.builds(
    Screen,
    task=st.none() | st.sampled_from([101, 102]),
    item=st.none() | st.sampled_from([1, 2]),
    profile=st.sampled_from(["", *KNOWN["office"]]),
    quarter_shown=st.none() | st.integers(1, 4),
    sorts=st.lists(
        st.sampled_from(SORTS), unique_by=lambda sort: sort.partition(":")[0], max_size=4
    ).map(tuple),
    scale=st.sampled_from(list(SCALES)),
    agenda=st.none() | st.just(3),
    meeting=st.none() | st.just(2),
    since=st.none() | st.dates(date(1949, 1, 1), date(2999, 12, 31)),
    slide=st.sampled_from(["", "overview", "profile-2"]),
    parts=st.lists(st.integers(1, 999), max_size=6).map(tuple),
    drill=st.lists(st.sampled_from(DRILLS), max_size=5).map(tuple),
    seconds=st.none() | st.integers(5, 3600),
    refresh=st.none() | st.integers(10, 3600),
    look=st.sampled_from(["", "light", "dark"]),
    rows=st.sampled_from(list(DIMENSIONS)),
    columns=st.sampled_from(["", *DIMENSIONS]),
    measure=st.sampled_from(OFFERED),
    picture=st.sampled_from(["", *PICTURES]),
    top=st.none() | st.integers(1, 1000),
    order=st.sampled_from(["", "label", "-total", "column:党建", "-column:a:b"]),
    share=st.none() | st.just(1),
    compare=st.sampled_from(["", *COMPARE_WORDS, "2022", "2023-06-30"]),
    explain=st.sampled_from(["", *MEASURES]),
    cells=st.sampled_from([(), ("office:a:b",), ("office:办公室", "state:behind")]),
)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(screen=screens)
def test_a_screen_comes_back_from_its_url(screen: Screen) -> None:
    assert from_query(to_query(screen), known) == (screen, [])


@settings(max_examples=50, derandomize=True, deadline=None)
@given(screen=screens, page=st.sampled_from(list(PAGE_WORDS)))
def test_a_page_writes_its_own_words_and_reads_them_back(screen: Screen, page: str) -> None:
    query = to_query(screen, page)
    assert set(query) <= {*PAGE_WORDS[page]}
    back, dropped = from_query(query, known)
    assert dropped == []
    for word in {*PAGE_WORDS[page]} - {"sort"}:
        assert getattr(back, SCREEN_WORDS[word].field) == getattr(screen, SCREEN_WORDS[word].field)
    assert to_query(back, page) == query


def test_an_untouched_screen_adds_nothing_to_a_link() -> None:
    assert to_query(Screen()) == {}
    assert read() == (Screen(), [])


def test_a_screen_is_spelled_with_the_words_of_the_table() -> None:
    screen = Screen(
        101, 2, "办公室", 3, ("tasks:-gap", "items:gap"), "huge", 3, 2, date(2023, 6, 30),
        "profile-2", (2, 1), ("office:办公室", "task:101"), 20, 60, "dark",
        "theme", "state", "tasks", "stacked", 5, "-total", 1, "quarter", "gap", ("office:办公室",),
    )  # fmt: skip
    assert to_query(screen) == {
        "task": ["101"], "item": ["2"], "profile": ["办公室"], "quarter_shown": ["3"],
        "sort": ["tasks:-gap", "items:gap"], "scale": ["huge"], "agenda": ["3"],
        "meeting": ["2"], "since": ["2023-06-30"], "slide": ["profile-2"], "part": ["2", "1"],
        "drill": ["office:办公室", "task:101"], "seconds": ["20"], "refresh": ["60"],
        "look": ["dark"], "rows": ["theme"], "columns": ["state"], "measure": ["tasks"],
        "picture": ["stacked"], "top": ["5"], "order": ["-total"], "share": ["1"],
        "compare": ["quarter"], "explain": ["gap"], "cell": ["office:办公室"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "screen", "told"),
    [
        ({"task": "9"}, {}, ["task=9"]),
        ({"task": "x"}, {}, ["task=x"]),
        ({"task": ["9", "101"]}, {"task": 101}, ["task=9"]),
        ({"task": ""}, {}, ["task="]),
        ({"item": "3"}, {}, ["item=3"]),
        ({"profile": "没有的股"}, {}, ["profile=没有的股"]),
        ({"quarter_shown": "5"}, {}, ["quarter_shown=5"]),
        ({"sort": "tasks:colour"}, {}, ["sort=tasks:colour"]),
        ({"sort": "nothing:gap"}, {}, ["sort=nothing:gap"]),
        ({"sort": ["tasks:gap", "tasks:-gap"]}, {"sorts": ("tasks:-gap",)}, []),
        ({"sort": "tasks:--gap"}, {}, ["sort=tasks:--gap"]),
        ({"scale": "enormous"}, {}, ["scale=enormous"]),
        ({"agenda": "0"}, {}, ["agenda=0"]),
        ({"meeting": "-1"}, {}, ["meeting=-1"]),
        ({"meeting": "9" * 400}, {}, ["meeting=" + "9" * 400]),
        ({"meeting": "²"}, {}, ["meeting=²"]),
        ({"since": "2023-02-30"}, {}, ["since=2023-02-30"]),
        ({"since": "0001-01-01"}, {}, ["since=0001-01-01"]),
        ({"slide": "<b>"}, {}, ["slide=<b>"]),
        ({"part": "0"}, {}, ["part=0"]),
        (
            {"drill": ["office:办公室", "office:没有", "colour:红"]},
            {"drill": ("office:办公室",)},
            ["drill=office:没有", "drill=colour:红"],
        ),
        ({"drill": ["task:101"] * 9}, {"drill": ("task:101",) * 5}, []),
        ({"drill": [ODD_NUMBER]}, {"drill": (ODD_NUMBER,)}, []),
        (
            {"drill": ["number:explain=beauty", "number:explain=gap&cell=colour%3Ared", "number:"]},
            {},
            [
                "drill=number:explain=beauty",
                "drill=number:explain=gap&cell=colour%3Ared",
                "drill=number:",
            ],
        ),
        ({"seconds": "4"}, {}, ["seconds=4"]),
        ({"seconds": "3601"}, {}, ["seconds=3601"]),
        ({"refresh": "9"}, {}, ["refresh=9"]),
        ({"rows": "colour"}, {}, ["rows=colour"]),
        ({"columns": "tasks; drop table task"}, {}, ["columns=tasks; drop table task"]),
        ({"measure": "cancelled"}, {}, ["measure=cancelled"]),
        ({"picture": "pie"}, {}, ["picture=pie"]),
        ({"top": "0"}, {}, ["top=0"]),
        ({"order": "gap"}, {}, ["order=gap"]),
        ({"share": "2"}, {}, ["share=2"]),
        ({"compare": "2021"}, {}, ["compare=2021"]),
        ({"compare": "2023-06-30"}, {"compare": "2023-06-30"}, []),
        ({"explain": "beauty"}, {}, ["explain=beauty"]),
        ({"cell": ["office:a", "office:b"]}, {"cells": ("office:b",)}, []),
        ({"cell": ["colour:red", "office:"]}, {}, ["cell=colour:red", "cell=office:"]),
        ({"scale": "large", "task": "none"}, {"scale": "large"}, ["task=none"]),
    ],
)
def test_what_a_url_gets_wrong_is_dropped_and_told(
    query: dict[str, Any], screen: dict[str, Any], told: list[str]
) -> None:
    assert read(**query) == (Screen(**screen), told)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("", {"task": ["101"], "sort": ["behind:gap"]}),
        ("offices", {"profile": ["办公室"], "task": ["101"]}),
        ("themes", {"item": ["2"], "task": ["101"], "sort": ["items:-gap"]}),
        ("quarters", {"quarter_shown": ["3"], "task": ["101"]}),
        ("tasks", {"task": ["101"]}),
        ("meeting", {"agenda": ["3"], "slide": ["offices"], "part": ["2"]}),
        ("meetings", {}),
        ("imports", {}),
        ("a page to come", {}),
    ],
)
def test_a_word_of_another_page_is_not_written(page: str, words: dict[str, list[str]]) -> None:
    screen = Screen(101, 2, "办公室", 3, ("items:-gap", "behind:gap"), agenda=3, slide="offices")
    assert to_query(replace(screen, parts=(2,)), page) == words


def test_every_field_has_its_word_and_every_word_its_page() -> None:
    assert {SCREEN_WORDS[word].field for word in SCREEN_WORDS} == {
        each.name for each in fields(Screen)
    }
    written = {word for words in PAGE_WORDS.values() for word in words}
    assert written == set(SCREEN_WORDS)


def test_no_word_of_the_screen_is_one_of_the_filters() -> None:
    day = date(2023, 9, 30)
    view = Filters(2023, day, None, "any", ("a",), ("a",), (1,), ("done",), ("a",), ("a",), "a")
    assert not {*filter_words(view), "known_at"} & set(SCREEN_WORDS)


def test_a_click_on_a_head_sorts_up_then_down_then_not_at_all() -> None:
    start = Screen(sorts=("items:gap",))
    up = start.sorted_by("tasks", "gap")
    down, none = (
        up.sorted_by("tasks", "gap"),
        up.sorted_by("tasks", "gap").sorted_by("tasks", "gap"),
    )
    assert [each.sort_of("tasks") for each in (up, down, none)] == [
        ("gap", False), ("gap", True), None,
    ]  # fmt: skip
    assert down.sorted_by("tasks", "title").sort_of("tasks") == ("title", False)
    assert none == start


def test_another_plan_has_none_of_this_ones_tasks() -> None:
    screen = Screen(101, 2, "办公室", 3, ("tasks:gap",), "huge", 3, 2, slide="offices", parts=(2,))
    assert screen.of_another_plan() == Screen(
        quarter_shown=3, sorts=("tasks:gap",), scale="huge", agenda=3, slide="offices"
    )


def test_a_screen_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Screen().task = 1  # type: ignore[misc]


def test_a_step_to_a_number_names_its_measure_and_the_last_cell_of_each_dimension() -> None:
    assert parse_step(ODD_NUMBER).number == ("gap", (f"office:{ODD_NAME}",))
    twice = urlencode({"explain": "tasks", "cell": ["office:团委", "office:教研室"]}, doseq=True)
    assert parse_step(f"number:{twice}").number == ("tasks", ("office:教研室",))
