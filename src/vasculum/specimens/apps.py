"""The specimens as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class SpecimensConfig(AppConfig):
    """Specimens have no tables of their own."""

    name = "vasculum.specimens"
    label = "specimens"
