"""Pages about specimens below the language."""

from django.urls import re_path

from vasculum.pids.symbols import PREFIX
from vasculum.specimens import report_pages

urlpatterns = [
    re_path(rf"^report/(?P<prefix>{PREFIX})/(?P<suffix>[0-9A-Z-]{{1,40}})\Z", report_pages.report, name="report-error"),
]
