"""Digital specimens for people and machines: pages, JSON, history."""
