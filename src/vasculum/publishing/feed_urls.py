"""Archives and feeds, whose addresses have no language."""

from django.urls import path, re_path

from vasculum.pids.symbols import PREFIX
from vasculum.publishing import feeds, files, pages

urlpatterns = [
    path("archives/<slug:key>.zip", files.archive, name="archive"),
    path("archives/<slug:key>.xml", files.metadata, name="archive-metadata"),
    path("archives/<slug:key>/<int:version>.zip", files.archive_of_version, name="archive-of-version"),
    path("feeds/datasets.rss", feeds.rss, name="datasets-rss"),
    re_path(r"^feeds/catalogue\.(?P<form>ttl|jsonld|rdf)\Z", feeds.catalogue, name="catalogue"),
    path("feeds/changes", feeds.change_feed, name="change-feed"),
    path("oai", feeds.oai, name="oai"),
    re_path(
        rf"^(?P<prefix>{PREFIX})/(?P<suffix>[0-9A-Z]{{3}}-[0-9A-Z]{{3}}-[0-9A-Z]{{3}})(?P<ending>\.json|\.jsonld|\.ttl)?\Z",
        pages.of_pid,
        name="persistent-identifier",
    ),
]
