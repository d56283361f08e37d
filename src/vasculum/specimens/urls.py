"""The address of a specimen and of a medium is its PID; the context of our linked data; IIIF."""

from django.urls import path, re_path

from vasculum.pids.symbols import PREFIX
from vasculum.specimens import iiif_pages, pages
from vasculum.specimens.linked_data import ADDRESS

_PID = rf"(?P<prefix>{PREFIX})/(?P<suffix>[0-9A-Za-z-]{{1,40}})"

urlpatterns = [
    re_path(rf"^{_PID}(?P<ending>\.json|\.jsonld|\.ttl)?/?\Z", pages.identified, name="specimen"),
    path(ADDRESS.removeprefix("/"), pages.context, name="context"),
    re_path(rf"^iiif/presentation/{_PID}/manifest\.json\Z", iiif_pages.manifest, name="manifest"),
    re_path(rf"^iiif/image/{_PID}/?\Z", iiif_pages.image_base, name="image-service"),
    re_path(rf"^iiif/image/{_PID}/info\.json\Z", iiif_pages.image_information, name="image-information"),
    re_path(
        rf"^iiif/image/{_PID}/(?P<region>[^/]{{1,80}})/(?P<size>[^/]{{1,40}})/(?P<rotation>[^/]{{1,20}})/"
        r"(?P<quality>[a-z]{1,20})\.(?P<form>[a-z0-9]{1,8})\Z",
        iiif_pages.image,
        name="image",
    ),
]
