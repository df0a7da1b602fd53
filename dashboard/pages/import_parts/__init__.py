"""The parts of the page 导入, in the order of its steps."""
