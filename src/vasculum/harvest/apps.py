"""Django's name for this room."""

from django.apps import AppConfig


class HarvestConfig(AppConfig):
    """Sources and harvests."""

    name = "vasculum.harvest"
    label = "harvest"
