"""The specimens as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class SpecimensConfig(AppConfig):
    """Holds what visitors tell the keepers."""

    name = "vasculum.specimens"
    label = "specimens"
