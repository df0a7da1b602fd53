"""The types of a slide and its blocks, as js/deck/types.js declares them for the browser."""

from typing import Any, Literal, TypedDict

from dashboard.core.sentences import SentencePart

Text = str | SentencePart
"""Plain text, or an explainable number: a click on it opens the slide that explains it."""


class Tile(TypedDict):
    """A number with its label; `tone` says whether its change is better or worse."""

    label: str
    value: Text
    base: Text
    change: str
    tone: str


class StateWords(TypedDict):
    """A state's code, symbol and label; `state` names its colour."""

    state: str
    mark: str
    text: str
    note: str


class StateRow(StateWords):
    """The bar of a state: its `width` in percent of the longest."""

    count: Text
    share: str
    width: float
    pick: str


class BarCell(TypedDict):
    """A bar of 0 to 100 with a tick at `mark`."""

    bar: float
    mark: float
    tone: str
    text: Text


Cell = Text | StateWords | BarCell


class Column(TypedDict):
    """A column's heading and its width as a track of a CSS grid."""

    label: str
    width: str
    align: Literal["start", "end"]


class Row(TypedDict):
    """A row: `pick` names what a click selects, `details` are pairs of a label and a text."""

    cells: list[Cell]
    pick: str
    details: list[list[str]]


class Code(TypedDict):
    """A QR code: its picture's address and its caption."""

    picture: str
    title: str
    text: str


class TilesBlock(TypedDict):
    type: Literal["tiles"]
    tiles: list[Tile]


class StatesBlock(TypedDict):
    type: Literal["states"]
    states: list[StateRow]


class TableBlock(TypedDict):
    type: Literal["table"]
    title: str
    columns: list[Column]
    rows: list[Row]
    isCompact: bool


class ChartBlock(TypedDict):
    """A Plotly figure as JSON values, and its minimum height in em."""

    type: Literal["chart"]
    alt: str
    figure: dict[str, Any]
    tall: float


class FactsBlock(TypedDict):
    type: Literal["facts"]
    facts: list[list[str]]


class LegendBlock(TypedDict):
    type: Literal["legend"]
    entries: list[list[str]]


class NoteBlock(TypedDict):
    type: Literal["note"]
    text: str


class CodesBlock(TypedDict):
    type: Literal["codes"]
    codes: list[Code]


class BesideBlock(TypedDict):
    type: Literal["beside"]
    blocks: list["Block"]


Block = (
    TilesBlock
    | StatesBlock
    | TableBlock
    | ChartBlock
    | FactsBlock
    | LegendBlock
    | NoteBlock
    | CodesBlock
    | BesideBlock
)


class Headline(TypedDict):
    """The slide's number."""

    value: Text
    label: str
    base: Text


class Slide(TypedDict):
    """One message, its number and its blocks; a deck adds its key, its name and its foot."""

    sentence: str
    headline: Headline
    blocks: list[Block]
