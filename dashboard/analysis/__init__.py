"""Numbers asked, compared and explained: a view becomes a question, its answer becomes words."""
