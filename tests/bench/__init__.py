"""How fast questions, pages, imports and the deck are."""
