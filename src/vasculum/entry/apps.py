"""The room of entry."""

from django.apps import AppConfig


class EntryConfig(AppConfig):
    """Specimens typed in by hand, and their labels."""

    name = "vasculum.entry"
    label = "entry"
