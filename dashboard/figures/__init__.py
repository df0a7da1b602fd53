"""Draw result frames as Plotly figures: pure functions, the frame first, options by keyword.

Enter by the module of the subject, such as `offices.states_by_office` and `crosstab.drawn`.
"""
