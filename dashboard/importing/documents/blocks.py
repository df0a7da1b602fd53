"""The common content model of all kinds of documents."""

Block = str | list[list[str]]
"""A line of text, or a table as rows of cell texts."""
