"""The addresses of suggestions, below the language."""

from django.urls import path

from vasculum.suggestions import moderating, pages

urlpatterns = [
    path("institutions/<slug:key>/suggest", pages.of_institution, name="suggest-institution"),
    path("collections/<slug:key>/suggest", pages.of_collection, name="suggest-collection"),
    path("suggestions", moderating.queue, name="suggestions"),
    path("suggestions/new", pages.new, name="suggest-new"),
    path("suggestions/thanks", pages.thanks, name="suggestion-thanks"),
    path("suggestions/<int:number>", moderating.suggestion, name="suggestion"),
]
