"""The slides of a meeting: the standard agenda, and what a change of it leaves as it was."""

import pytest

from dashboard.core.slide_kinds import SLIDES
from dashboard.ledger.tables import TABLES
from dashboard.meetings.agenda import Slide, added, moved, removed, shown, standard

KEYS = [
    "overview", "since", "themes", "offices", "quarters", "behind", "problems", "profile",
    "decisions",
]  # fmt: skip


def keys(slides: tuple[Slide, ...]) -> list[str]:
    return [slide.key for slide in slides]


def three() -> tuple[Slide, ...]:
    return Slide("a", "overview"), Slide("b", "themes"), Slide("c", "offices")


def test_the_standard_agenda_has_its_nine_slides_in_order_all_shown() -> None:
    assert keys(standard()) == KEYS
    assert all(slide.kind == slide.key and slide.is_shown for slide in standard())
    assert {(slide.title, slide.words) for slide in standard()} == {("", "")}


def test_every_kind_has_a_name_and_the_ledger_takes_every_kind() -> None:
    assert TABLES["agenda_slide"]["kind"].choices == tuple(SLIDES)
    assert list(SLIDES) == [*KEYS, "tasks", "theme", "task", "analysis"]


def test_a_slide_is_called_by_its_title_or_else_by_its_kind() -> None:
    assert Slide("behind", "behind").name == "滞后与逾期"
    assert Slide("behind", "behind", "基建滞后").name == "基建滞后"


def test_a_new_slide_comes_before_the_decisions_that_end_the_meeting() -> None:
    slides = added(standard(), "theme", "党建", "theme=党建")
    assert keys(slides) == [*KEYS[:-1], "theme", "decisions"]
    assert slides[-2] == Slide("theme", "theme", "党建", "theme=党建")


@pytest.mark.parametrize(
    ("slides", "after"),
    [
        ((), ["task"]),
        (three(), ["a", "b", "c", "task"]),
        ((Slide("decisions", "decisions"), Slide("b", "themes")), ["decisions", "b", "task"]),
        ((Slide("d", "decisions"),), ["task", "d"]),
    ],
)
def test_a_new_slide_comes_last_when_no_decisions_do(
    slides: tuple[Slide, ...], after: list[str]
) -> None:
    assert keys(added(slides, "task")) == after


def test_slides_of_one_kind_have_keys_of_their_own() -> None:
    slides = standard()
    for _ in range(3):
        slides = added(slides, "profile")
    assert keys(slides)[8:] == ["profile-2", "profile-3", "profile-4", "decisions"]
    again = added(removed(slides, "profile-3"), "profile")
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
    assert keys(moved(three(), key, by)) == list(after)


def test_a_slide_that_is_removed_leaves_the_others() -> None:
    assert keys(removed(three(), "b")) == ["a", "c"]
    assert removed(three(), "?") == three()


def test_a_slide_is_switched_off_and_on_in_its_place() -> None:
    off = shown(three(), "b", False)
    assert [slide.is_shown for slide in off] == [True, False, True]
    assert shown(off, "b", True) == three()
    assert shown(three(), "?", False) == three()
