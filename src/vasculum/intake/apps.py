"""The intake as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Files that were dropped, and how far each is on its way to specimens."""

    name = "vasculum.intake"
    label = "intake"
