"""The addresses of saved searches, below the language."""

from django.urls import path

from vasculum.saved_searches import pages

urlpatterns = [
    path("search/keep", pages.keep_search, name="keep-search"),
    path("account/searches", pages.saved_searches, name="saved-searches"),
    path("account/searches/<int:number>", pages.change_search, name="change-search"),
]
