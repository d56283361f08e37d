"""Persistent identifiers: minting, reading back, and what a PID may look like."""
