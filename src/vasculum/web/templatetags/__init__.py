"""Template filters: how values are written on a page."""
