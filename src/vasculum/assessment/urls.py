"""The quality pages, below the language."""

from django.urls import URLPattern, path

from vasculum.assessment import pages

_PLACES = {
    "source": "quality/<slug:key>",
    "collection": "collections/<slug:key>/quality",
    "institution": "institutions/<slug:key>/quality",
}


def _of(kind: str, place: str) -> list[URLPattern]:
    looked_at = {"kind": kind}
    return [
        path(place, pages.quality, looked_at, name=f"quality-{kind}"),
        path(f"{place}/problems.csv", pages.as_csv, looked_at, name=f"quality-{kind}-csv"),
        path(f"{place}/problems.xlsx", pages.as_xlsx, looked_at, name=f"quality-{kind}-xlsx"),
        path(f"{place}/<slug:of>/<slug:code>", pages.problem, looked_at, name=f"quality-{kind}-problem"),
    ]


urlpatterns = [
    path("quality", pages.overview, name="quality"),
    *(pattern for kind, place in _PLACES.items() for pattern in _of(kind, place)),
]
