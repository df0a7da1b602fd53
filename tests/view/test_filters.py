"""A view goes to the URL and back unchanged; what the URL gets wrong is dropped and told."""

from dataclasses import FrozenInstanceError
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.core.clean_text import clean_text
from dashboard.core.labels import STATES
from dashboard.ledger.queries import question
from dashboard.view.filters import (
    LIST_FIELDS,
    Choices,
    Filters,
    from_query,
    to_query,
    year_of_query,
)

CHOICES = Choices(
    year=2023,
    default_day=date(2023, 10, 16),
    years=(2024, 2023),
    offices=("办公室", "人事股", "Office & Co=1"),
    themes=("党建", "教学"),
    leaders=("王局", "李局"),
    items=("党建 1.", "教学 3."),
)
WHOLE = Filters(2023, date(2023, 10, 16))


def some(values: tuple[Any, ...]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


views = st.builds(
    Filters,
    year=st.just(2023),
    as_of=st.dates(date(1949, 1, 1), date(2999, 12, 31)),
    known_at=st.none() | st.datetimes(datetime(1949, 1, 1), datetime(2999, 1, 1)),
    basis=st.sampled_from(["lead", "any"]),
    search=st.text(max_size=40).map(lambda text: clean_text(text).strip()),
    **{name: some(CHOICES.of(name)) for name in LIST_FIELDS.values()},
)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(view=views)
def test_a_view_comes_back_from_its_url(view: Filters) -> None:
    assert from_query(to_query(view), CHOICES) == (view, [])


def test_a_link_always_names_its_year_and_its_day() -> None:
    assert to_query(WHOLE) == {"year": ["2023"], "as_of": ["2023-10-16"]}
    assert from_query({}, CHOICES) == (WHOLE, [])


def test_a_view_is_spelled_with_the_words_of_the_table() -> None:
    view = Filters(
        2023, date(2023, 9, 30), datetime(2023, 10, 8, 9), "any", search="jtjy",
        offices=("基础教育股",), themes=("党建",), quarters=(1, 4), states=("behind", "severe"),
        leaders=("周明远",), items=("党建 1.",), updates=("stale",), targets=("open", "none"),
    )  # fmt: skip
    assert to_query(view) == {
        "year": ["2023"], "as_of": ["2023-09-30"], "known_at": ["2023-10-08T09:00:00"],
        "basis": ["any"], "office": ["基础教育股"], "theme": ["党建"], "quarter": ["1", "4"],
        "state": ["behind", "severe"], "leader": ["周明远"], "items": ["党建 1."],
        "update": ["stale"], "target": ["open", "none"],
        "search": ["jtjy"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "view", "told"),
    [
        ({"office": ["办公室", "没有的股"]}, {"offices": ("办公室",)}, ["office=没有的股"]),
        ({"office": ["办公室", "办公室"]}, {"offices": ("办公室",)}, []),
        ({"quarter": ["2", "5", "x"]}, {"quarters": (2,)}, ["quarter=5", "quarter=x"]),
        ({"state": ["late"]}, {}, ["state=late"]),
        ({"basis": ["both"]}, {}, ["basis=both"]),
        ({"as_of": ["2023-02-30"]}, {}, ["as_of=2023-02-30"]),
        ({"as_of": ["0001-01-01"]}, {}, ["as_of=0001-01-01"]),
        ({"as_of": [""]}, {}, ["as_of="]),
        ({"known_at": ["yesterday"]}, {}, ["known_at=yesterday"]),
        ({"known_at": ["2023-10-08"]}, {"known_at": datetime(2023, 10, 8)}, []),
        ({"year": ["1999"]}, {}, ["year=1999"]),
        ({"utm_source": ["mail"]}, {}, ["utm_source=mail"]),
        ({"search": ["  家庭 "]}, {"search": "家庭"}, []),
        ({"search": ["\ufeff家\u200b庭\xa0"]}, {"search": "家庭"}, []),
        ({"leader": ["王局"], "theme": ["没有"]}, {"leaders": ("王局",)}, ["theme=没有"]),
    ],
)
def test_what_a_url_gets_wrong_is_dropped_and_told(
    query: dict[str, list[str]], view: dict[str, Any], told: list[str]
) -> None:
    wanted = Filters(**{"year": 2023, "as_of": date(2023, 10, 16)} | view)
    assert from_query(query, CHOICES) == (wanted, told)


def test_one_bad_word_does_not_spoil_the_others() -> None:
    view, told = from_query({"as_of": ["soon"], "state": ["behind"], "basis": ["any"]}, CHOICES)
    assert (view.states, view.basis, view.as_of) == (("behind",), "any", CHOICES.default_day)
    assert told == ["as_of=soon"]


def test_an_endless_search_is_cut() -> None:
    view, _ = from_query({"search": ["教" * 5000]}, CHOICES)
    assert view.search == "教" * 100


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((), ("党建",)),
        (("党建",), ()),
        (("教学",), ("党建",)),
        (("党建", "教学"), ("党建",)),
    ],
)
def test_a_click_narrows_to_one_value_and_a_second_click_takes_it_back(
    before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    view = Filters(2023, date(2023, 9, 30), themes=before, offices=("办公室",))
    toggled = view.toggled("themes", "党建")
    assert (toggled.themes, toggled.offices) == (after, ("办公室",))
    assert view.themes == before


def test_clearing_keeps_the_plan_the_day_and_the_basis() -> None:
    kept = Filters(2023, date(2023, 9, 30), datetime(2023, 10, 8), "any")
    view = Filters(
        2023, date(2023, 9, 30), datetime(2023, 10, 8), "any", search="x",
        **dict.fromkeys(LIST_FIELDS.values(), ("x",)),
    )  # fmt: skip
    assert view.cleared() == kept
    assert (view.narrowed, kept.narrowed) == (True, False)


@pytest.mark.parametrize(
    "narrowing", [{name: ("x",)} for name in LIST_FIELDS.values()] + [{"search": "x"}],
    ids=[*LIST_FIELDS.values(), "search"],
)  # fmt: skip
def test_each_filter_narrows(narrowing: dict[str, Any]) -> None:
    assert Filters(2023, date(2023, 9, 30), **narrowing).narrowed


def test_a_view_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        WHOLE.basis = "any"  # type: ignore[misc]
    assert hash(WHOLE) == hash(Filters(2023, date(2023, 10, 16)))


def test_a_view_gives_the_questions_what_they_ask_for() -> None:
    parameters = WHOLE.parameters()
    assert set(parameters) == question("completion_by_office").parameters
    view = parameters["view"]
    assert (view["year"], view["offices"], view["known_at"]) == (2023, [], None)


def test_the_states_to_filter_by_are_those_with_a_label() -> None:
    assert CHOICES.of("states") == tuple(STATES)
    assert CHOICES.of("quarters") == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("query", "year"),
    [({"year": ["2023"]}, 2023), ({"year": ["1999"]}, 2024), ({"year": []}, 2024), ({}, 2024),
     ({"year": ["x", "2023"]}, 2023)],
)  # fmt: skip
def test_the_year_is_the_one_asked_for_if_it_has_a_plan_else_the_newest(
    query: dict[str, list[str]], year: int
) -> None:
    assert year_of_query(query, [2023, 2024, 2022]) == year
