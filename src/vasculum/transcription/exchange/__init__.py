"""Transcripts read from and written to files: replicate tables, Zooniverse exports, exchange archives; pure but for the file."""
