"""The downloads as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DownloadsConfig(AppConfig):
    """Holds what was asked for, and how far it is."""

    name = "vasculum.downloads"
    label = "downloads"
