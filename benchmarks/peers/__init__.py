"""Others on the same file: small scripts, each run in a process of its own; each prints how many rows it saw."""
