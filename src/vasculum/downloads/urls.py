"""Downloads, below the language."""

from django.urls import path

from vasculum.downloads import pages

urlpatterns = [
    path("download", pages.download, name="download"),
    path("downloads/<uuid:key>", pages.download_of, name="download-of"),
    path("downloads/<uuid:key>/file", pages.file_of_a_download, name="file-of-a-download"),
]
