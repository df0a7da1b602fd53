"""Build the outline of a plan: a tree of headings and numbered entries with the text below each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from dashboard.importing.documents.headings import ITEM_RANK, Rank, rank_headings
from dashboard.importing.documents.inner_entries import rank_inner_entries
from dashboard.importing.documents.measures import title_end
from dashboard.importing.documents.paragraphs import Paragraph
from dashboard.importing.documents.source import Piece

_ABOVE_ALL: Final = Rank(0, "root", 0)


@dataclass
class Node:
    """A heading or entry; `texts` are the paragraphs between it and its first child."""

    rank: Rank
    heading: Paragraph | None
    texts: list[Paragraph] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def title(self) -> Piece:
        """The heading without its mark."""
        return self.heading.piece[self.rank.title_at :].strip() if self.heading else Piece("", ())

    @property
    def ordinal(self) -> int | None:
        """The number of the mark."""
        return (self.heading and self.heading.mark and self.heading.mark.value) or None

    @property
    def is_heading(self) -> bool:
        """Whether it can only be a heading, not an entry."""
        return self.rank.kind != "mark" or self.rank.depth < _HIGHEST_ENTRY


_HIGHEST_ENTRY: Final = 50
"""The depth of (一), the highest mark that items may have in a plan without sections."""


def parse_outline(body: Sequence[Paragraph]) -> Node:
    """Return the root of the outline of a plan's body."""
    ranks = rank_headings(body)
    ranks |= rank_inner_entries(body, ranks)
    root = Node(_ABOVE_ALL, None)
    path = [root]
    for at, paragraph in enumerate(body):
        rank = ranks.get(at)
        is_more_rows = rank and paragraph.cells and paragraph.mark is None
        if rank is None or (is_more_rows and path[-1].rank.depth == ITEM_RANK):
            path[-1].texts.append(paragraph)
            continue
        while path[-1].rank.depth >= rank.depth:
            path.pop()
        node = Node(rank, paragraph)
        path[-1].children.append(node)
        path.append(node)
    return root


def leaves(node: Node, above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Yield each entry below a node, with the groups between them."""
    for child in node.children:
        if child.children:
            yield from leaves(child, (*above, child))
        else:
            yield child, above


def paragraphs_of(node: Node) -> Iterator[Paragraph]:
    """Yield all paragraphs of a section below its heading."""
    yield from node.texts
    for child in node.children:
        if child.heading:
            yield child.heading
        yield from paragraphs_of(child)


def title_of(node: Node) -> str:
    """Return the first sentence of a heading."""
    text = node.title.text
    return text[: title_end(text)].strip("。:： ")
