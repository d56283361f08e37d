"""The room as Django knows it."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """Rules about what is not public."""

    name = "vasculum.protection"
    default_auto_field = "django.db.models.BigAutoField"
