"""Publishing as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Holds the data sets of the node, and what was registered of them elsewhere."""

    name = "vasculum.publishing"
    label = "publishing"
