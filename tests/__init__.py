"""Tests, in rooms like those of the program that they test."""
