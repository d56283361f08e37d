"""The addresses of rules, below the language."""

from django.urls import path

from vasculum.protection import pages

urlpatterns = [
    path("protection", pages.rules, name="protection"),
    path("protection/<int:number>/end", pages.end_rule, name="end-protection"),
]
