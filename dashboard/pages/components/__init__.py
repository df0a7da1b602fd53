"""Parts that several pages place: charts, tables, numbers, the search box, a task's card."""
