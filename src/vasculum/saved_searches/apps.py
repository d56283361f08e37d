"""Saved searches as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_save


class SavedSearchesConfig(AppConfig):
    """Searches that belong to accounts."""

    name = "vasculum.saved_searches"
    label = "saved_searches"

    def ready(self) -> None:
        """Forgets the searches of erased people, and tells them to who asks for their data."""
        from vasculum.people.models import Account
        from vasculum.people.own_data import own_data_asked
        from vasculum.saved_searches.models import forget, told

        post_save.connect(forget, sender=Account, dispatch_uid="saved_searches.forget")
        own_data_asked.connect(told, dispatch_uid="saved_searches.told")
