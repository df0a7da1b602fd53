"""A work plan as a document becomes its themes, items, tasks, offices and dates."""
