"""The deck in a browser: opening it, walking its screens, and measuring each."""

import contextlib
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.screen import FOLLOW, idle, left

AS_OF: Final = "2023-09-30"
SIZES: Final = ((1920, 1080), (1366, 768), (1024, 768))
SCALES: Final = ("standard", "large", "huge")
SLIDES: Final = [
    "overview", "since", "themes", "offices", "quarters", "behind", "problems",
    "profile", "profile.2", "profile.3", "decisions",
]  # fmt: skip
"""The standard agenda with the three offices that are furthest behind."""

MEASURE: Final = (Path(__file__).parent / "deck_measure.js").read_text(encoding="utf-8")
MOST_SCREENS: Final = 1000
"""A deck that does not come to its end by then has none."""

Place = tuple[str, int]
"""A slide and a screen of it."""

Screen = dict[str, Any]
"""What deck_measure.js finds on one screen."""


def opened(page: Page, **words: Any) -> Page:
    """Open the deck by a link and wait until all its slides are laid out and drawn."""
    page.goto(address(**words))
    return ready(page)


def reopened(page: Page, **words: Any) -> Page:
    """The same inside the loaded app, which takes a quarter of the time."""
    idle(page).evaluate(FOLLOW, address(**words))
    return ready(idle(page))


def address(**words: Any) -> str:
    return f"/meeting?{urlencode({'as_of': AS_OF, **words}, doseq=True)}"


def ready(page: Page) -> Page:
    page.locator(".deck[data-ready=true]").wait_for()
    return page


def resized(page: Page, width: int, height: int) -> Page:
    """Change the window's size and wait until the deck is laid out for it."""
    page.set_viewport_size({"width": width, "height": height})
    expect(page.locator(f'.deck .stage[data-size="{width}×{height}"]')).to_have_count(1)
    return ready(page)


def deck(page: Page) -> Locator:
    return page.locator(".deck")


def shown(page: Page) -> Locator:
    """Return the screen that is seen."""
    return page.locator(".deck .screen.shown")


def place(page: Page) -> Place:
    """Return the slide and the screen of it that are shown."""
    slide, part = deck(page).evaluate("({ dataset }) => [dataset.slide, Number(dataset.part)]")
    return slide, part


def pressed(page: Page, key: str) -> list[Place]:
    """Return the places that a key leads through, the present one first, to where it ends."""
    places = [place(page)]
    while True:
        page.keyboard.press(key)
        if (now := place(page)) == places[-1]:
            return places
        places.append(now)


IS_AT: Final = """([slide, part]) => {
    const { dataset } = document.querySelector(".deck");
    return dataset.slide === slide && dataset.part === String(part);
}"""


def at(page: Page, slide: str, part: int = 1) -> None:
    """Wait until a screen is shown."""
    page.wait_for_function(IS_AT, arg=[slide, part])


def words(page: Page) -> str:
    """Return what the shown screen says."""
    return shown(page).inner_text()


def found_row(page: Page, pick: str) -> tuple[Locator, str]:
    """Leaf on to the first row that leads down to what begins so; return it and where it leads."""
    for _ in range(MOST_SCREENS):
        rows = shown(page).locator(f'[data-pick^="{pick}"]')
        if rows.count():
            return rows.first, rows.first.get_attribute("data-pick") or ""
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"no row leads to {pick}")


AT_ITS_HEAD: Final = {"position": {"x": 10, "y": 10}}
"""Where to click a row: further on there may be a number, which is explained."""


def focused(page: Page, row: Locator) -> None:
    """Press Tab until a row has the focus, as one without a mouse does."""
    for _ in range(MOST_SCREENS):
        if row.evaluate("(row) => row === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the row cannot be reached by Tab")


WALK: Final = f"""async (most) => {{
    const measure = {MEASURE}
    const screens = [measure()];
    const isNew = ({{ slide, part }}) => {{
        const last = screens.at(-1);
        return slide !== last.slide || part !== last.part;
    }};
    while (screens.length <= most) {{
        window.dispatchEvent(new KeyboardEvent("keydown", {{ key: "ArrowRight", bubbles: true }}));
        await new Promise(requestAnimationFrame); // in which what follows the new screen is done
        const screen = measure();
        if (!isNew(screen)) return screens;
        screens.push(screen);
    }}
    throw new Error(`no end after ${{most}} screens`);
}}"""


def walk(page: Page) -> list[Screen]:
    """Measure every screen from the shown one to the last, as the deck answers the arrow key."""
    screens: list[Screen] = page.evaluate(WALK, MOST_SCREENS)
    return screens


def scaled(page: Page, scale: str) -> Page:
    """Change the size of the letters by the deck's own button until it is as wished."""
    while scale not in parse_qs(urlsplit(page.url).query).get("scale", ["standard"]):
        before = page.url
        enlarged(page)
        left(page, before)
    return page


def press(page: Page, name: str) -> None:
    """Press a button of the bar, which comes with the mouse and goes again after some seconds."""
    for at in range(5):
        page.mouse.move(200 + 10 * at, 200)
        page.mouse.move(205 + 10 * at, 200)
        with contextlib.suppress(TimeoutError):
            page.get_by_role("button", name=name).click(timeout=AWAKE_MS)
            return
    raise AssertionError(f"{name} cannot be pressed")


AWAKE_MS: Final = 2000
LETTERS: Final = "getComputedStyle(document.querySelector('.deck .stage')).fontSize"


def enlarged(page: Page) -> None:
    """Press the button that changes the size of the letters, and wait until it is another."""
    before = page.evaluate(LETTERS)
    press(page, "字号")
    page.wait_for_function(f"(before) => {LETTERS} !== before", arg=before)
    ready(page)


def slides_of(screens: list[Screen]) -> list[str]:
    """Return the keys of the slides walked through, each once, in order."""
    return list(dict.fromkeys(screen["slide"] for screen in screens))
