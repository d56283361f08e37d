"""Searches that somebody keeps: found again under a name, followed as a feed, and told of by e-mail when something is new."""
