"""The parts of 自助分析, of comparisons and of explained numbers."""
