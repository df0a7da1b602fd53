"""Result frames become Plotly figures: pure functions, the frame first, options by keyword."""
