"""The address of a specimen is its PID."""

from django.urls import re_path

from vasculum.pids.symbols import PREFIX
from vasculum.specimens import pages

urlpatterns = [
    re_path(rf"^(?P<prefix>{PREFIX})/(?P<suffix>[0-9A-Za-z-]{{1,40}})/?\Z", pages.specimen, name="specimen"),
]
