"""The registry as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Institutions and collections."""

    name = "vasculum.registry"
    label = "registry"
