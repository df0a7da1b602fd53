"""What the real app sends to the browser: charts, words with numbers in them, cards of numbers."""

import json
import re
from typing import Any

from streamlit.testing.v1 import AppTest


def components(app: AppTest, name: str) -> list[Any]:
    """Return the data of every component of a kind, in the page's order."""
    protos = [each.proto for each in app.get("bidi_component")]
    return [json.loads(proto.bytes) for proto in protos if proto.component_name == name]


def charts(app: AppTest) -> list[dict[str, Any]]:
    """Return what the page sends the browser to draw."""
    return components(app, "chart")


def plain(markdown: str) -> str:
    """Return markdown without its backslashes, as it is read."""
    return re.sub(r"\\(.)", r"\1", markdown)


def told(app: AppTest, tag: str) -> list[str]:
    """Return the text of the headings (h3) or lines (div) that have numbers in them."""
    return [
        "\n".join("".join(text for text, _, _ in parts) for parts in each["lines"])
        for each in components(app, "numbers")
        if each.get("tag") == tag
    ]


def headings(app: AppTest) -> list[str]:
    return told(app, "h3") + [plain(each.value) for each in app.subheader]


def standing(app: AppTest) -> str:
    """Return the lines that are always on screen."""
    return told(app, "div")[0]


def numbers(app: AppTest) -> list[tuple[str, str, str]]:
    """Return the headline numbers: label with its base, value, change."""
    return [
        (f"{card['label']}({card['base'][0]})", card["value"][0], card["change"][0])
        for each in components(app, "numbers")
        for card in each.get("cards", ())
    ]
