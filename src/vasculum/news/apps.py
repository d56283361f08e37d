"""News as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """Articles of the consortium."""

    name = "vasculum.news"
    label = "news"
