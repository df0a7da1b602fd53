"""A file that somebody has becomes checked frames, or a list of everything wrong with it."""
