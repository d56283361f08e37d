"""Verbatim text to typed values and remarks: one module per subject, pure functions that work on distinct values."""
