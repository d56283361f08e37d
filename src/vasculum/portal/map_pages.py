"""What a page needs to show where the specimens of a question were collected: a map, and tables that say the same."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vasculum.portal import places, queries, statistics
from vasculum.search.query import Query
from vasculum.specimens.asking import parameters_of
from vasculum.web.addresses import with_parameters

# From how many specimens on a square of the map is drawn darker.
LEGEND = (1, 10, 100, 1000, 10_000)
TEXTS = {
    "finish": _("Finish"),
    "cancel": _("Cancel"),
    "in": _("Zoom in"),
    "out": _("Zoom out"),
    "north": _("Turn north up"),
    "all": _("All of these"),
    "specimens": _("Specimens"),
    "unnamed": _("Not named"),
    "close": _("Close"),
    "hintBox": _("Press on one corner and draw to the other."),
    "hintPolygon": _("Click the corners; finish at the first one, or with Enter. Escape gives up."),
    "failed": _("This browser cannot draw the map. The tables below say the same."),
}


def whereabouts(query: Query) -> dict[str, Any]:
    """The context of `portal/map.html`."""
    path, asked = reverse("search"), parameters_of(query)
    return {
        "tiles": with_parameters("/api/tiles/{z}/{x}/{y}.mvt", asked),
        "search_path": path,
        "map_asked": with_parameters("", asked),
        "map_texts": {name: str(text) for name, text in TEXTS.items()},
        "legend": LEGEND,
        **places.whereabouts(query, path),
        "countries": statistics.points_of("country", queries.counts_of(query, "country"), {**asked, "view": ["map"]}, path),
    }
