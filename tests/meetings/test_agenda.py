"""The slides of a meeting: the standard agenda, and what a change of it leaves as it was."""

import pytest

from dashboard.core.slide_kinds import SLIDES
from dashboard.ledger.tables import LEDGER_TABLES
from dashboard.meetings.agenda import (
    AgendaSlide,
    standard_slides,
    with_slide_added,
    with_slide_moved,
    with_slide_removed,
    with_slide_shown,
)
from dashboard.pages.meeting_parts.meeting_slides import BUILDERS

KEYS = [
    "overview", "since", "themes", "offices", "quarters", "behind", "problems", "profile",
    "decisions",
]  # fmt: skip


def keys(slides: tuple[AgendaSlide, ...]) -> list[str]:
    return [slide.key for slide in slides]


def three() -> tuple[AgendaSlide, ...]:
    return AgendaSlide("a", "overview"), AgendaSlide("b", "themes"), AgendaSlide("c", "offices")


def test_the_standard_agenda_has_its_nine_slides_in_order_all_shown() -> None:
    assert keys(standard_slides()) == KEYS
    assert all(slide.kind == slide.key and slide.is_shown for slide in standard_slides())
    assert {(slide.title, slide.words) for slide in standard_slides()} == {("", "")}


def test_every_kind_is_built_and_taken_by_the_ledger() -> None:
    assert LEDGER_TABLES["agenda_slide"]["kind"].choices == tuple(SLIDES)
    assert set(BUILDERS) == {*SLIDES, "number"}, "a number is a way down, never in an agenda"
    assert set(KEYS) <= set(SLIDES)


def test_a_slide_is_called_by_its_title_or_else_by_its_kind() -> None:
    assert AgendaSlide("behind", "behind").name == "滞后与逾期"
    assert AgendaSlide("behind", "behind", "基建滞后").name == "基建滞后"


def test_a_new_slide_comes_before_the_decisions_that_end_the_meeting() -> None:
    slides = with_slide_added(standard_slides(), "theme", "党建", "theme=党建")
    assert keys(slides) == [*KEYS[:-1], "theme", "decisions"]
    assert slides[-2] == AgendaSlide("theme", "theme", "党建", "theme=党建")


@pytest.mark.parametrize(
    ("slides", "after"),
    [
        ((), ["task"]),
        (three(), ["a", "b", "c", "task"]),
        (
            (AgendaSlide("decisions", "decisions"), AgendaSlide("b", "themes")),
            ["decisions", "b", "task"],
        ),
        ((AgendaSlide("d", "decisions"),), ["task", "d"]),
    ],
)
def test_a_new_slide_comes_last_when_no_decisions_do(
    slides: tuple[AgendaSlide, ...], after: list[str]
) -> None:
    assert keys(with_slide_added(slides, "task")) == after


def test_slides_of_one_kind_have_keys_of_their_own() -> None:
    slides = standard_slides()
    for _ in range(3):
        slides = with_slide_added(slides, "profile")
    assert keys(slides)[8:] == ["profile-2", "profile-3", "profile-4", "decisions"]
    again = with_slide_added(with_slide_removed(slides, "profile-3"), "profile")
    assert keys(again)[8:] == ["profile-2", "profile-4", "profile-3", "decisions"]
    assert len(set(keys(again))) == len(again)


@pytest.mark.parametrize(
    ("key", "by", "after"),
    [
        ("b", 1, "acb"),
        ("b", -1, "bac"),
        ("a", 2, "bca"),
        ("a", -1, "abc"),
        ("c", 9, "abc"),
        ("c", -9, "cab"),
        ("b", 0, "abc"),
        ("?", 1, "abc"),
    ],
)
def test_a_slide_moves_so_far_and_stops_at_the_ends(key: str, by: int, after: str) -> None:
    assert keys(with_slide_moved(three(), key, by)) == list(after)


def test_a_slide_that_is_removed_leaves_the_others() -> None:
    assert keys(with_slide_removed(three(), "b")) == ["a", "c"]
    assert with_slide_removed(three(), "?") == three()


def test_a_slide_is_switched_off_and_on_in_its_place() -> None:
    off = with_slide_shown(three(), "b", False)
    assert [slide.is_shown for slide in off] == [True, False, True]
    assert with_slide_shown(off, "b", True) == three()
    assert with_slide_shown(three(), "?", False) == three()
