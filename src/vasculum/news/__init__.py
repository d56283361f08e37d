"""News of the consortium: written by its coordinators in four languages, read on pages and in a feed."""
