"""What a reader sees and does: charts, marks, the standing line, the address bar.

What takes its time is waited for with wait_for and wait_for_url: each time that expect looks in
vain, it makes a picture of the whole page in words, which costs more than what it waits for.
"""

import contextlib
import re
import time
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import parse_qs, quote, urlsplit

from playwright.sync_api import Locator, Page, Position, TimeoutError, WebSocketRoute, expect

PAGES = {
    "总览": "/",
    "股室": "/offices",
    "主题": "/themes",
    "季度": "/quarters",
    "任务": "/tasks",
}
AS_OF = "as_of=2023-09-30"

ENGLISH = re.compile(r"[A-Za-z]{2,}")
ALLOWED = {"CSV"}
HOLDING_SECONDS = 30
CLOSING_MS = 3000
"""In which a list of which something was chosen has closed."""

NOT_SEEN = '[data-testid="stIconMaterial"], a[href="#stMain"], [role="log"]'
"""Icons, which are words only to their font, a link that only the Tab key brings to light, and what
Streamlit says to screen readers."""


def opened(page: Page, title: str = "总览", query: str = AS_OF) -> Page:
    """Open a page by a link and wait until it stands still."""
    page.goto(f"{PAGES[title]}?{query}")
    return settled(page)


FOLLOW = """(address) => new Promise((resolve) => {
    const app = document.querySelector('[data-testid="stApp"]');
    const asked = new MutationObserver(() => { asked.disconnect(); resolve(); });
    asked.observe(app, { attributeFilter: ["data-test-script-state"] });
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
})"""
"""Goes to another address of the app without loading it anew, and waits until the app is asked."""


def followed(page: Page, address: str) -> Page:
    """Follow an address inside the loaded app, as the back button does, until it stands still."""
    idle(page).evaluate(FOLLOW, address)
    return settled(page)


def reopened(page: Page, title: str = "总览", query: str = AS_OF) -> Page:
    """Go to a page by its address inside the loaded app, which takes a quarter of the time."""
    return followed(page, f"{PAGES[title]}?{query}")


def moved(page: Page, title: str) -> Page:
    """Go to a page by the menu, the view going along, and wait until it stands still."""
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_url(re.compile(rf"{PAGES[title]}\?"))
    return settled(page)


def settled(page: Page) -> Page:
    """Wait until the app has answered and every chart has been painted."""
    page.get_by_text("数据截至").first.wait_for()
    idle(page)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)  # loaded when it is first needed
    # a chart's place is there before its script, and the page before what hears clicks on numbers
    expect(page.locator("[class*='st-key-chart-']:not(:has(.gtitle))")).to_have_count(0)
    page.locator("html[style*=print-zoom]").wait_for(state="attached")
    return page


def idle(page: Page) -> Page:
    """Wait until the app has answered all that it was asked."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    return page


@dataclass
class Answers:
    """What the app has answered and the page is not given before it is released."""

    held: list[tuple[WebSocketRoute, str | bytes]] = field(default_factory=list)
    are_held: bool = False

    def pass_on(self, browser: WebSocketRoute, words: str | bytes) -> None:
        """Give the page an answer in its turn."""
        self.held.append((browser, words))
        if not self.are_held:
            self.release()

    def release(self) -> None:
        """Give the page what was held back, and from now on each answer as it comes."""
        self.are_held = False
        while self.held:
            browser, words = self.held.pop(0)
            browser.send(words)

    def hold_until(self, page: Page, words: str) -> None:
        """Let answers pile up until one of them has these words in an address."""
        sought = quote(words).encode()
        deadline = time.monotonic() + HOLDING_SECONDS
        while not any(sought in words for _, words in self.held if isinstance(words, bytes)):
            assert time.monotonic() < deadline, f"no answer with {words}"
            page.wait_for_timeout(10)


def answers_to(page: Page) -> Answers:
    """Stand between the app and a page that is not open yet."""
    answers = Answers()

    def stand_between(browser: WebSocketRoute) -> None:
        browser.connect_to_server().on_message(partial(answers.pass_on, browser))

    page.route_web_socket(re.compile("_stcore/stream"), stand_between)
    return answers


def charts(page: Page) -> Locator:
    return page.get_by_role("figure")


def chart(page: Page, name: str) -> Locator:
    """Return the chart whose words begin with a name."""
    return page.locator(f'[role=figure][aria-label^="{name}:"]')


def matching(page: Page, count: int) -> None:
    """Wait until the head says how many tasks match."""
    page.get_by_text(f"符合条件 {count} 项").wait_for()


def without(page: Page, words: str) -> None:
    """Wait until the address has these words no more."""
    page.wait_for_url(lambda url: words not in url)


def left(page: Page, before: str) -> None:
    """Wait until the address is another."""
    page.wait_for_url(lambda url: url != before)


def query(page: Page) -> dict[str, list[str]]:
    """Return the words of the address bar."""
    return parse_qs(urlsplit(page.url).query)


def table(page: Page) -> Locator:
    """Return the page's first table once it hears clicks: it is there some frames before that."""
    found = page.get_by_test_id("stDataFrame").first
    expect(found.locator("[role=gridcell]").first).to_be_attached()
    return found


def click_at(frame: Locator, x: float | str, y: float | str) -> None:
    """Click a chart at a place named by the values of its axes."""
    graph = frame.locator(".js-plotly-plot")
    graph.click(position=place_of(graph, x, y), force=True)  # Plotly lays a sheet over its marks


def tap_at(frame: Locator, x: float | str, y: float | str) -> None:
    """Tap a chart at a place named by the values of its axes."""
    graph = frame.locator(".js-plotly-plot")
    graph.tap(position=place_of(graph, x, y), force=True)


def place_of(graph: Locator, x: float | str, y: float | str) -> Position:
    """Return where in a chart the values of its axes are."""
    left, top = graph.evaluate(
        """(graph, [x, y]) => {
            const { xaxis, yaxis } = graph._fullLayout;
            return [xaxis._offset + xaxis.d2p(x), yaxis._offset + yaxis.d2p(y)];
        }""",
        [x, y],
    )
    return {"x": left, "y": top}


def click_sector(page: Page, words: str, *, at_its_head: bool = False) -> None:
    """Click a treemap's sector; the head of one with others inside is its own."""
    sector = page.locator(".treemaplayer .slice").filter(has_text=words).first.locator("path")
    box = sector.bounding_box()
    assert box is not None
    down = 10 if at_its_head else box["height"] / 2
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + down)


def pick(page: Page, box: Locator, entry: str) -> None:
    """Choose an entry of a list.

    Streamlit lays an open list out anew under the pointer, and a click that falls between is lost:
    the list stays open then, and the entry is clicked again.
    """
    box.click()
    option = page.get_by_role("option", name=entry, exact=True)
    option.wait_for()
    for _ in range(5):
        with contextlib.suppress(TimeoutError):  # it was chosen, and the list has gone
            option.click(timeout=CLOSING_MS)
        with contextlib.suppress(AssertionError):
            expect(option).to_be_hidden(timeout=CLOSING_MS)
            return
    raise AssertionError(f"{entry} cannot be chosen")


def click_bar(frame: Locator, series: int, place: int) -> None:
    """Click the bar at a place of a series, both counted from 0."""
    bar = frame.locator(".barlayer .trace").nth(series).locator(".point path").nth(place)
    bar.click(force=True)  # Plotly lays a sheet over its marks


def no_wider(page: Page, pixels: int) -> None:
    """Wait until the page has the room that it needs: what it is made of may still be fitting."""
    page.wait_for_function(
        """(most) => [...document.querySelectorAll('html, body, .stMain, .stMainBlockContainer')]
            .every((part) => part.scrollWidth <= most)""",
        arg=pixels,
    )


def numbers(page: Page) -> list[str]:
    """Return the five headline numbers with their labels."""
    expect(page.locator(".number-card")).to_have_count(5)
    return page.locator(".number-card").all_inner_texts()


def visible_words(page: Page) -> str:
    """Return the text on the screen, and what stands in its empty fields."""
    return str(
        page.evaluate(
            """(aside) => {
                const hidden = [...document.querySelectorAll(aside)];
                hidden.forEach((part) => { part.style.display = 'none'; });
                const fields = [...document.querySelectorAll('input, textarea')]
                    .filter((field) => field.checkVisibility() && !field.value)
                    .map((field) => field.placeholder);
                const words = [document.body.innerText, ...fields].join('\\n');
                hidden.forEach((part) => { part.style.display = ''; });
                return words;
            }""",
            NOT_SEEN,
        )
    )


def leaks(page: Page) -> set[str]:
    return set(ENGLISH.findall(visible_words(page))) - ALLOWED
