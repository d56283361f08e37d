"""The help desk as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    """Questions of visitors and their answers."""

    name = "vasculum.helpdesk"
    label = "helpdesk"
