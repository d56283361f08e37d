"""The pages of the portal, below the language."""

from django.urls import path

from vasculum.portal import about_pages, dashboard, pages, people_pages, place_pages, registry_pages, taxon_pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("search", pages.search, name="search"),
    path("map", pages.search_map, name="map"),
    path("compare", pages.compare, name="compare"),
    path("institutions", registry_pages.institutions, name="institutions"),
    path("institutions/<slug:key>", registry_pages.institution, name="institution"),
    path("collections", registry_pages.collections, name="collections"),
    path("collections.csv", registry_pages.collections_csv, name="collections-csv"),
    path("collections/<slug:key>", registry_pages.collection, name="collection"),
    path("collections/<slug:key>/figures.csv", registry_pages.figures_csv, name="figures-csv"),
    path("dashboard", dashboard.dashboard, name="dashboard"),
    path("dashboard/<slug:chart>.csv", dashboard.chart_csv, name="dashboard-csv"),
    path("dashboard/<slug:chart>.json", dashboard.chart_json, name="dashboard-json"),
    path("collectors", people_pages.collectors, name="collectors"),
    path("collector", people_pages.collector, name="collector"),
    path("taxa", taxon_pages.taxa, name="taxa"),
    path("taxon", taxon_pages.taxon, name="taxon"),
    path("places", place_pages.countries, name="places"),
    path("place", place_pages.place, name="place"),
    path("help", pages.help_page, name="help"),
    path("about", about_pages.about, name="about"),
    path("accessibility", about_pages.accessibility, name="accessibility"),
    path("privacy", about_pages.privacy, name="privacy"),
]
