"""What every kind of document is made of, once it is read."""

Block = str | list[list[str]]
"""A line, or the rows of a table with the texts of their cells."""
