"""The pages on which the registry is changed, below the language."""

from django.urls import path

from vasculum.registry import pages, row_pages

urlpatterns = [
    path("institutions/<slug:key>/edit", pages.edit_institution, name="edit-institution"),
    path("institutions/<slug:key>/measure", pages.measure_institution, name="measure-institution"),
    path("collections/<slug:key>/edit", pages.edit_collection, name="edit-collection"),
    path("collections/<slug:key>/measure", pages.measure_collection, name="measure-collection"),
    path("collections/<slug:key>/status", pages.status_of_collection, name="status-of-collection"),
    *(
        path(f"institutions/<slug:key>/{kind}", row_pages.rows_of_institution, {"kind": kind}, name=f"{kind}-of-institution")
        for kind in ("identifiers", "contacts", "addresses")
    ),
    *(
        path(f"collections/<slug:key>/{kind}", row_pages.rows_of_collection, {"kind": kind}, name=f"{kind}-of-collection")
        for kind in ("identifiers", "contacts")
    ),
]
