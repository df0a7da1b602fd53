"""The deck by links, by several people, without its server, on a phone, in a real browser."""

import re
import time
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.deck import (
    AS_OF,
    AT_ITS_HEAD,
    MEASURE,
    SLIDES,
    at,
    deck,
    found_row,
    opened,
    place,
    pressed,
    ready,
    reopened,
    shown,
    words,
)
from tests.browser.importing import booked_report
from tests.browser.screen import HOLDING_SECONDS, leaks, query
from tests.browser.screen import opened as opened_page
from tests.support.browsers import PHONE, Lender, NewPage
from tests.support.servers import serving


def test_the_address_follows_the_keys_and_the_back_button_goes_to_the_screen_before(
    page: Page,
) -> None:
    opened(page)
    seen = {}
    for slide in SLIDES[1:4]:
        page.keyboard.press(str(SLIDES.index(slide) + 1))
        page.wait_for_url(re.compile(f"slide={slide}"))
        seen[slide] = words(page)
    for slide in SLIDES[2:0:-1]:
        page.go_back()
        at(page, slide)
        assert words(page) == seen[slide]
    page.go_forward()
    at(page, SLIDES[2])

    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile("slide=profile.3"))
    seen_last, where = words(page), place(page)
    page.reload()
    assert (words(ready(page)), place(page)) == (seen_last, where)


PLACES: Final = [
    {"slide": "since", "part": 2},
    {"slide": "quarters"},
    {"slide": "profile.2", "scale": "huge"},
    {"slide": "themes", "drill": ["theme:党建", "item:1"]},
    {"slide": "behind", "drill": "task:101", "office": "教研室"},
]


def test_a_copied_address_shows_another_the_same_words(new_page: NewPage) -> None:
    page, other = new_page(), new_page()
    opened(page)
    for link in PLACES:
        reopened(page, **link)
        seen, where = words(page), place(page)
        other.goto(page.url)
        assert (words(ready(other)), place(other)) == (seen, where)
        assert query(other) == query(page)


def test_two_people_in_two_decks_do_not_disturb_each_other(new_page: NewPage) -> None:
    one, other = opened(new_page()), opened(new_page(), slide="offices", scale="huge")
    seen = words(other)
    one.keyboard.press("3")
    row, name = found_row(one, "theme:党建")
    row.click(**AT_ITS_HEAD)
    at(one, name)
    assert (place(other), words(other)) == (("offices", 1), seen)
    other.keyboard.press("ArrowRight")
    at(other, "offices", 2)
    other.wait_for_url(re.compile("part=2"))
    at(one, name)
    assert "scale" not in query(one)


def test_without_its_server_the_deck_is_leafed_through_and_a_page_tells_of_it_in_chinese(
    browser: Lender, demo_file: Path, tmp_path: Path
) -> None:
    with serving(demo_file, tmp_path) as server:
        context = browser.browser.new_context(base_url=server.url, locale="zh-CN")
        page, plain = context.new_page(), context.new_page()
        opened_page(plain, "任务")
        opened(page)
        forwards = pressed(page, "ArrowRight")
        server.process.kill()
        server.process.wait()
        # Streamlit gives up after some seconds, in a dialog that would take the keys
        expect(page.locator(".deck")).to_have_class(re.compile("lost"))
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert leaks(page) == set()
        page.keyboard.press("Home")
        assert pressed(page, "ArrowRight") == forwards
        for number, slide in enumerate(SLIDES[:9], start=1):
            page.keyboard.press(str(number))
            assert place(page) == (slide, 1)
            found = page.evaluate(MEASURE)
            assert (slide, found["faults"]) == (slide, [])

        dialog = plain.locator(".stDialog.lost-connection").get_by_role("dialog")
        dialog.wait_for()
        told = dialog.evaluate("(dialog) => getComputedStyle(dialog, '::after').content")
        assert told.startswith('"与服务器的连接断开了')
        context.close()


AFTER: Final = "2023-10-10"
"""The day of a report that the other tests of its server do not look at."""


def test_a_refresh_shows_what_was_reported_meanwhile_and_is_never_empty(
    new_own_page: NewPage,
) -> None:
    page, clerk = new_own_page(has_own_clock=True), new_own_page()
    opened(page, refresh=60, as_of="2023-10-16")
    expect(shown(page).locator(".number")).to_have_text("46.3%")
    booked_report(clerk, number="3.4", words="教育新闻宣传和政务信息", percent="100%", day=AFTER)
    page.evaluate(WATCH_FOR_EMPTINESS)
    page.clock.fast_forward(60_000)
    expect(shown(page).locator(".number")).to_have_text("47.2%")
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
    return new_page(**PHONE)


def test_a_phone_shows_all_slides_one_below_another_and_a_tap_leads_down_and_back(
    new_phone: Page,
) -> None:
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

    reopened(new_phone, slide="offices")
    slide = new_phone.locator(".screen[data-slide=offices] h2")
    expect(slide).to_be_in_viewport()
    office = new_phone.locator('.screen[data-slide=offices] [data-pick^="office:"]').first
    name = str(office.get_attribute("data-pick"))
    office.tap(**AT_ITS_HEAD)
    expect(new_phone.locator(f'.screen[data-slide="{name}"] h2')).to_be_in_viewport()
    expect(new_phone.locator(".deck .screen:visible")).to_have_count(1)
    new_phone.get_by_role("button", name="返回").tap()
    expect(slide).to_be_in_viewport()


def test_a_window_that_changes_its_size_again_and_again_ends_with_a_deck_that_fits_it(
    new_big_page: NewPage,
) -> None:
    page = opened(new_big_page())
    for more in range(12):
        page.set_viewport_size({"width": 1000 + more, "height": 800})
    expect(page.locator('.deck .stage[data-size="1011×800"]')).to_have_count(1)
    expect(page.locator(".deck .stage")).to_have_count(1)  # the last one has taken its place
    ready(page)
    assert page.evaluate(MEASURE)["faults"] == []


def test_keys_that_come_before_the_first_picture_do_no_harm(page: Page) -> None:
    held: list[Route] = []
    page.route("**/plotly-*.min.js", lambda route: held.append(route))
    with page.expect_request("**/plotly-*.min.js"):
        page.goto(f"/meeting?as_of={AS_OF}&slide=quarters")
    for key in ("ArrowRight", "PageUp", "3", "End"):
        page.keyboard.press(key)
    deadline = time.monotonic() + HOLDING_SECONDS
    while not held:
        assert time.monotonic() < deadline
        page.wait_for_timeout(10)
    for route in held:
        route.continue_()
    ready(page)
    page.keyboard.press("Home")
    at(page, "overview")
