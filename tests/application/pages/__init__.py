"""Tests of pages and API on a small node."""
