"""Data sets, below the language."""

from django.urls import path

from vasculum.publishing import pages

urlpatterns = [
    path("datasets", pages.datasets, name="datasets"),
    path("datasets/new", pages.new, name="dataset-new"),
    path("datasets/<slug:key>", pages.dataset, name="dataset"),
    path("datasets/<slug:key>/edit", pages.edit, name="dataset-edit"),
    path("datasets/<slug:key>/preview", pages.look, name="dataset-preview"),
    path("datasets/<slug:key>/publish", pages.publish, name="dataset-publish"),
]
