"""Simulated volunteers who read labels about as well, and as differently, as people do."""
