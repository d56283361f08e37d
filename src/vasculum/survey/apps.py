"""The survey as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class SurveyConfig(AppConfig):
    """Drafts and uploads of the survey."""

    name = "vasculum.survey"
    label = "survey"

    def ready(self) -> None:
        """Lets drafts and uploads go with the person who made them."""
        from django.db.models.signals import post_save

        from vasculum.people.models import Account
        from vasculum.survey.models import forget

        post_save.connect(forget, sender=Account, dispatch_uid="survey.forget")
