"""The parts of 自助分析, of comparisons and of explained numbers.

Enter by `analysis_table.place_analysis`, `comparison_panel.place_comparison` and
`explanation_panel.place_explanations`.
"""
