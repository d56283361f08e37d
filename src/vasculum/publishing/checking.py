"""What keeps a version from being published."""

from __future__ import annotations


class NotPublishable(Exception):
    """What was written cannot be published; its text says why."""
