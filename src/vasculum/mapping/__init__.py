"""Columns of a museum to Darwin Core terms: guessed with reasons, kept as a readable file, applied without code."""
