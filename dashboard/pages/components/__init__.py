"""Parts that several pages place: charts, tables, numbers, the search box, a task's card.

Enter by the function of each module that places it, such as `charts.chart` and `tables.table`.
"""
