"""The addresses of news, below the language."""

from django.urls import path

from vasculum.news import pages

urlpatterns = [
    path("news", pages.news, name="news"),
    path("news/new", pages.new, name="new-article"),
    path("news/<slug:key>", pages.article, name="article"),
    path("news/<slug:key>/edit", pages.edit, name="edit-article"),
]
