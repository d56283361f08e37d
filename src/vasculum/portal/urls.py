"""The pages of the portal, below the language."""

from django.urls import path

from vasculum.portal import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("search", pages.search, name="search"),
    path("map", pages.search_map, name="map"),
    path("compare", pages.compare, name="compare"),
    path("institutions", pages.institutions, name="institutions"),
    path("institutions/<slug:key>", pages.institution, name="institution"),
    path("collections", pages.collections, name="collections"),
    path("collections/<slug:key>", pages.collection, name="collection"),
    path("help", pages.help_page, name="help"),
]
