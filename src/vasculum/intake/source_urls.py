"""The pages of sources, below the language."""

from django.urls import path

from vasculum.intake import source_pages

urlpatterns = [
    path("sources", source_pages.sources, name="sources"),
    path("sources/<slug:key>", source_pages.source, name="source"),
]
