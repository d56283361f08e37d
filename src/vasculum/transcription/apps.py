"""Reading labels together as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class TranscriptionConfig(AppConfig):
    """Expeditions, tasks, leases, readings, and who reads."""

    name = "vasculum.transcription"
    label = "transcription"

    def ready(self) -> None:
        """Lets go of names when a person is erased."""
        from django.db.models.signals import post_save

        from vasculum.people.models import Account
        from vasculum.transcription.models import forget

        post_save.connect(forget, sender=Account, dispatch_uid="transcription.forget")
