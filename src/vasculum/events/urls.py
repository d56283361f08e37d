"""The pages of events, below the language."""

from django.urls import path

from vasculum.events import pages

urlpatterns = [
    path("events", pages.events, name="events"),
    path("events/<slug:source>", pages.events_of_source, name="events-of-source"),
    path("events/<slug:source>/events.csv", pages.events_csv, name="events-csv"),
    path("events/<slug:source>/<int:number>", pages.event, name="event"),
    path("events/<slug:source>/<int:number>/measurements.csv", pages.measurements_csv, name="measurements-csv"),
]
