"""The address of a specimen is its PID."""

from django.urls import re_path

from vasculum.specimens import pages

urlpatterns = [
    re_path(
        r"^(?P<prefix>[0-9]{2}(?:\.[0-9A-Za-z]{1,20}){1,4})/(?P<suffix>[0-9A-Za-z-]{1,40})/?\Z", pages.specimen, name="specimen"
    ),
]
