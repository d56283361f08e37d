"""A specimen in the words of schema.org, for the search engines of the web."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from vasculum.specimens.differences import as_text
from vasculum.specimens.opends_values import filled
from vasculum.specimens.specimen import Specimen


def structured(request: HttpRequest, specimen: Specimen, images: Sequence[str]) -> dict[str, Any]:
    """The specimen as an ArchiveComponent (https://schema.org/ArchiveComponent): what it is of, who keeps it, how to use it."""
    text, understood, origin = specimen.content.verbatim, specimen.content.interpreted, specimen.origin
    address = request.build_absolute_uri(f"/{specimen.pid}")
    name, number = text.get("dwc:scientificName", ""), text.get("dwc:catalogNumber", "")
    return filled(
        {
            "@context": "https://schema.org",
            "@type": "ArchiveComponent",
            "additionalType": "http://rs.tdwg.org/dwc/terms/PreservedSpecimen",
            "@id": address,
            "url": address,
            "identifier": [specimen.pid, *([number] if number else [])],
            "name": " ".join(part for part in (name, number) if part) or specimen.pid,
            "about": {"@type": "Taxon", "name": name} if name else {},
            "temporalCoverage": as_text(understood.get("event_date")),
            "spatialCoverage": understood.get("country_code") or "",
            "license": as_text(understood.get("license")),
            "image": [request.build_absolute_uri(image) for image in images[:3]],
            "dateModified": specimen.current.modified.isoformat(),
            "holdingArchive": {"@type": "ArchiveOrganization", "name": origin.institution_name}
            if origin.institution_name
            else {},
            "isPartOf": {"@type": "Collection", "name": origin.collection_name} if origin.collection_name else {},
        }
    )
