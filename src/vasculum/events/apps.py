"""The room of events."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events, their hierarchy and what was measured at them."""

    name = "vasculum.events"
