"""What a visitor meets first: home and search."""
