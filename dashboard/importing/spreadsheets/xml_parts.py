"""Parse the XML parts of a workbook's package, without trusting them."""

import zipfile
from typing import Any, Final

from lxml import etree

SAFE: Final[dict[str, Any]] = {"resolve_entities": False, "no_network": True, "load_dtd": False}
"""How XML of strangers is parsed: external entities are never loaded."""


def parse_part(package: zipfile.ZipFile, part: str) -> Any:
    """Return the root of a part of a package."""
    return etree.fromstring(package.read(part), etree.XMLParser(**SAFE))


def free_element(element: Any) -> None:
    """Free a processed element and the elements before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
