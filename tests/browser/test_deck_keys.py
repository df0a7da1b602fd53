"""The deck from the keyboard, by clicks and by links, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.deck import (
    AS_OF,
    MEASURE,
    SLIDES,
    at,
    deck,
    enlarged,
    focused,
    found_row,
    opened,
    place,
    ready,
    shown,
    words,
)
from browser.importing import booked_report
from browser.screen import matching, query
from browser.screen import opened as opened_page
from conftest import Server, serving, watched

NewPage = Callable[..., Page]
Place = tuple[str, int]


def pressed(page: Page, key: str) -> list[Place]:
    """Return the places that a key leads through, the present one first, to where it ends."""
    places = [place(page)]
    while True:
        page.keyboard.press(key)
        if (now := place(page)) == places[-1]:
            return places
        places.append(now)


def test_every_key_that_leafs_goes_through_all_screens_and_back(page: Page) -> None:
    opened(page)
    forwards = pressed(page, "ArrowRight")
    assert list(dict.fromkeys(slide for slide, _ in forwards)) == SLIDES
    assert pressed(page, "ArrowLeft") == forwards[::-1]
    for onward, back in (("PageDown", "PageUp"), ("Space", "Shift+Space")):
        assert pressed(page, onward) == forwards
        assert pressed(page, back) == forwards[::-1]


def test_home_end_and_the_numbers_go_straight_to_a_slide(page: Page) -> None:
    opened(page)
    for key, slide in [("End", SLIDES[-1]), ("Home", SLIDES[0]), ("0", SLIDES[9])]:
        page.keyboard.press(key)
        assert place(page) == (slide, 1)
    for number, slide in enumerate(SLIDES[:9], start=1):
        page.keyboard.press(str(number))
        assert place(page) == (slide, 1)


DOWN: Final = [
    ("offices", "office:教研室"),
    ("themes", "theme:党建"),
    ("overview", "state:on_track"),
    ("behind", "task:"),
    ("problems", "task:"),
    ("since", "task:"),
]


@pytest.mark.parametrize(("slide", "pick"), DOWN)
def test_a_click_leads_down_and_backspace_comes_back_to_the_same_screen(
    page: Page, slide: str, pick: str
) -> None:
    opened(page, slide=slide)
    row, name = found_row(page, pick)
    before, seen = place(page), words(page)
    row.click()
    at(page, name)
    expect(page).to_have_url(re.compile("drill="))
    page.keyboard.press("Backspace")
    at(page, *before)
    assert words(page) == seen
    expect(page).not_to_have_url(re.compile("drill="))


@pytest.mark.parametrize(("slide", "pick"), DOWN)
def test_enter_on_a_row_leads_down_as_a_click_does(page: Page, slide: str, pick: str) -> None:
    opened(page, slide=slide)
    row, name = found_row(page, pick)
    before = place(page)
    focused(page, row)
    page.keyboard.press("Enter")
    at(page, name)
    page.keyboard.press("Backspace")
    at(page, *before)


def test_backspace_comes_back_step_by_step_from_a_theme_an_item_and_a_task(page: Page) -> None:
    opened(page, slide="themes")
    stack = []
    for pick in ("theme:党建", "item:", "task:"):
        row, name = found_row(page, pick)
        stack.append((place(page), words(page)))
        row.click()
        at(page, name)
    for before, seen in reversed(stack):
        page.keyboard.press("Backspace")
        at(page, *before)
        assert words(page) == seen


def test_backspace_comes_back_to_the_screen_of_a_long_list_that_was_left(page: Page) -> None:
    opened(page, slide="overview")
    row, name = found_row(page, "state:done")
    row.click()
    at(page, name)
    page.keyboard.press("ArrowRight")
    at(page, name, 2)
    row, task = found_row(page, "task:")
    row.click()
    at(page, task)
    page.keyboard.press("Backspace")
    at(page, name, 2)


def test_a_click_right_after_a_key_is_not_lost(page: Page) -> None:
    opened(page)
    for _ in range(6):
        page.keyboard.press("ArrowRight")
        enlarged(page)


def test_escape_leads_back_to_the_page_one_came_from_with_its_filters(page: Page) -> None:
    opened_page(page, "股室", "as_of=2023-09-30&office=团委")
    page.get_by_role("button", name="会议模式").click()
    ready(page)
    assert query(page)["office"] == ["团委"]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/offices\?.*office="))
    matching(page, 6)
    assert query(page)["as_of"] == ["2023-09-30"]


FULL: Final = "() => Boolean(document.fullscreenElement)"


def test_f_goes_full_screen_and_rotation_goes_on_in_it(page: Page) -> None:
    page.clock.install()
    opened(page, seconds=5)
    page.keyboard.press("f")
    page.wait_for_function(FULL)
    page.clock.fast_forward(5000)
    at(page, "since")
    assert page.evaluate(FULL)
    page.clock.fast_forward(5000)
    at(page, "since", 2)
    assert page.evaluate(FULL)
    page.keyboard.press("f")
    page.wait_for_function(f"() => !({FULL})()")


@pytest.mark.parametrize("how", ["key", "click"])
def test_rotation_stops_at_a_key_and_at_a_click(page: Page, how: str) -> None:
    page.clock.install()
    opened(page, seconds=5)
    page.clock.fast_forward(5000)
    at(page, "since")
    if how == "key":
        page.keyboard.press("End")
    else:
        shown(page).locator("h2").click()
    expect(page.get_by_text("轮播已停止")).to_be_visible()
    expect(page).not_to_have_url(re.compile("seconds"))
    before = place(page)
    for _ in range(3):
        page.clock.fast_forward(5000)
    assert place(page) == before


def test_rotation_begins_anew_after_the_last_screen(page: Page) -> None:
    page.clock.install()
    opened(page, seconds=5, slide="decisions")
    page.clock.fast_forward(5000)
    at(page, "overview")


def test_the_controls_come_with_the_mouse_and_go_by_themselves(page: Page) -> None:
    page.clock.install()
    opened(page)
    bar = page.get_by_role("navigation").filter(has_text="下一屏")
    expect(bar).to_be_hidden()
    page.mouse.move(300, 300)
    page.mouse.move(320, 300)
    expect(bar).to_be_visible()
    page.clock.fast_forward(3000)
    expect(bar).to_be_hidden()


def test_the_back_button_goes_to_the_screen_before(page: Page) -> None:
    opened(page)
    seen = {}
    for slide in SLIDES[1:4]:
        page.keyboard.press(str(SLIDES.index(slide) + 1))
        expect(page).to_have_url(re.compile(f"slide={slide}"))
        seen[slide] = words(page)
    for slide in SLIDES[2:0:-1]:
        page.go_back()
        at(page, slide)
        assert words(page) == seen[slide]
    page.go_forward()
    at(page, SLIDES[2])


PLACES: Final = [
    {"slide": "since", "part": 2},
    {"slide": "quarters"},
    {"slide": "profile.2", "scale": "huge"},
    {"slide": "themes", "drill": ["theme:党建", "item:1"]},
    {"slide": "behind", "drill": "task:101", "office": "教研室"},
]


@pytest.mark.parametrize("link", PLACES, ids=lambda link: str(link["slide"]))
def test_a_reload_and_a_copied_address_show_the_same_words(
    new_page: NewPage, link: dict[str, Any]
) -> None:
    page = opened(new_page(), **link)
    seen, where = words(page), place(page)
    page.reload()
    assert (words(ready(page)), place(page)) == (seen, where)
    other = new_page()
    other.goto(page.url)
    assert (words(ready(other)), place(other)) == (seen, where)
    assert query(other) == query(page)


def test_the_address_follows_the_keys(new_page: NewPage) -> None:
    page = opened(new_page())
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("slide=profile.3"))
    other = new_page()
    other.goto(page.url)
    assert (words(ready(other)), place(other)) == (words(page), place(page))


def test_two_people_in_two_decks_do_not_disturb_each_other(new_page: NewPage) -> None:
    one, other = opened(new_page()), opened(new_page(), slide="offices", scale="huge")
    seen = words(other)
    one.keyboard.press("3")
    row, name = found_row(one, "theme:党建")
    row.click()
    at(one, name)
    assert (place(other), words(other)) == (("offices", 1), seen)
    other.keyboard.press("ArrowRight")
    at(other, "offices", 2)
    expect(other).to_have_url(re.compile("part=2"))
    at(one, name)
    assert "scale" not in query(one)


def test_the_deck_is_leafed_through_without_its_server(
    browser: Browser, demo_file: Path, tmp_path: Path
) -> None:
    with serving(demo_file, tmp_path) as server:
        page = browser.new_context(base_url=server.url, locale="zh-CN").new_page()
        opened(page)
        forwards = pressed(page, "ArrowRight")
        server.process.kill()
        server.process.wait()
        page.keyboard.press("Home")
        assert pressed(page, "ArrowRight") == forwards
        for number, slide in enumerate(SLIDES[:9], start=1):
            page.keyboard.press(str(number))
            assert place(page) == (slide, 1)
            found = page.evaluate(MEASURE)
            assert (slide, found["faults"]) == (slide, [])
        page.context.close()


def test_a_refresh_shows_what_was_reported_meanwhile_and_is_never_empty(
    browser: Browser, own_server: Server
) -> None:
    with watched(browser, own_server) as new_page:
        page, clerk = new_page(), new_page()
        page.clock.install()
        opened(page, refresh=10)
        expect(shown(page).locator(".number")).to_have_text("45.5%")
        booked_report(clerk, number="1.3", percent="100%", day="2023-09-30")
        page.evaluate(WATCH_FOR_EMPTINESS)
        page.clock.fast_forward(10_000)
        expect(shown(page).locator(".number")).to_have_text("46.3%")
        ready(page)
        least, frames = page.evaluate("() => [window.leastWords, window.frames]")
        assert frames > 0
        assert least > 100


WATCH_FOR_EMPTINESS: Final = """() => {
    Object.assign(window, { leastWords: Infinity, frames: 0 });
    const look = () => {
        const screen = document.querySelector('.deck .screen.shown');
        const isSeen = screen?.checkVisibility({ opacityProperty: true, visibilityProperty: true });
        window.leastWords = Math.min(window.leastWords, isSeen ? screen.innerText.length : 0);
        window.frames += 1;
        requestAnimationFrame(look);
    };
    look();
}"""


@pytest.fixture(params=["demo", "unkind"])
def new_phone(request: pytest.FixtureRequest) -> Page:
    new_page: NewPage = request.getfixturevalue(
        {"demo": "new_page", "unkind": "new_big_page"}[request.param]
    )
    return new_page(viewport={"width": 390, "height": 844}, has_touch=True)


def test_a_phone_shows_all_slides_one_below_another_numbers_first(new_phone: Page) -> None:
    opened(new_phone)
    found = new_phone.evaluate(MEASURE)
    assert found["faults"] == []
    assert found["smallest"] >= [14, ""]
    screens = deck(new_phone).locator(".screen")
    assert screens.evaluate_all("(all) => all.map(({ dataset }) => dataset.slide)") == SLIDES
    tops = screens.evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().top)")
    assert tops == sorted(set(tops))
    for screen in screens.all():
        number, body = screen.locator(".number").bounding_box(), screen.locator(".body")
        below = body.bounding_box()
        assert number is not None
        assert below is not None
        assert number["y"] + number["height"] <= below["y"]


def test_a_window_that_changes_its_size_again_and_again_ends_with_a_deck_that_fits_it(
    new_big_page: NewPage,
) -> None:
    page = opened(new_big_page())
    for more in range(12):
        page.set_viewport_size({"width": 1000 + more, "height": 800})
    page.wait_for_function("() => document.querySelector('.deck .stage').width === innerWidth")
    ready(page)
    expect(page.locator(".deck .stage")).to_have_count(1)
    assert page.evaluate(MEASURE)["faults"] == []


def test_keys_that_come_before_the_first_picture_do_no_harm(page: Page) -> None:
    held: list[Route] = []
    page.route("**/plotly*", lambda route: held.append(route))
    with page.expect_request("**/plotly*"):
        page.goto(f"/meeting?as_of={AS_OF}&slide=quarters")
    for key in ("ArrowRight", "PageUp", "3", "End"):
        page.keyboard.press(key)
    for route in held:
        route.continue_()
    ready(page)
    page.keyboard.press("Home")
    at(page, "overview")
