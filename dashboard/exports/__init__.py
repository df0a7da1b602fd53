"""DataFrames become files that people take away."""
