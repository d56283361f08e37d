"""The tests, named as sentences about the trade."""
