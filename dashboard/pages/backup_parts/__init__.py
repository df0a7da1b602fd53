"""The parts of the page 备份: the list, what a backup differs in, restoring it."""
