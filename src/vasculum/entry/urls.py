"""The pages of entry, below the language."""

from django.urls import path

from vasculum.entry import pages

urlpatterns = [
    path("entry", pages.collections, name="entry-collections"),
    path("entry/<slug:key>", pages.collection, name="entry-collection"),
    path("entry/<slug:key>/labels.pdf", pages.labels, name="entry-labels"),
    path("entry/<slug:key>/new/<slug:preset>", pages.new, name="entry-new"),
    path("entry/<slug:key>/<uuid:number>", pages.entry, name="entry"),
]
