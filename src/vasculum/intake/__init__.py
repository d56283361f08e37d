"""A file dropped on a page becomes specimens: what was found, mapping, problems, dry run, commit, undo; sources on a schedule."""
