"""Suggestions as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    """Suggested changes and what became of them."""

    name = "vasculum.suggestions"
    label = "suggestions"
