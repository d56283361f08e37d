"""How a version came about: a create-update-tombstone event 0.4.0 with the JSON Patch (RFC 6902) from the version before.

The schema asks for a member of `prov:Entity` that it also forbids, so that no event with one is valid; what it would hold
stands under `prov:generated`.
"""

from __future__ import annotations

import uuid
from typing import Any

from vasculum.model.specimen import Change
from vasculum.specimens.opends import document, source_handle
from vasculum.specimens.opends_values import Document, filled, identifier, timestamp
from vasculum.specimens.specimen import Specimen

FDO_TYPE = "https://doi.org/21.T11148/d7570227982f70256af3"
_KINDS = {Change.NEW: "ods:Create", Change.GONE: "ods:Tombstone"}


def event(specimen: Specimen) -> Document:
    """The event that made the last version of `specimen`; the activity has the same identifier whenever it is asked for."""
    version = specimen.current
    address = f"{identifier(specimen.pid)}/{version.version}"
    activity = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, address)}"
    whole = document(specimen)
    before = specimen.before
    return {
        "@id": address,
        "@type": "ods:CreateUpdateTombstoneEvent",
        "dcterms:identifier": address,
        "ods:fdoType": FDO_TYPE,
        "prov:Activity": filled(
            {
                "@id": activity,
                "@type": _KINDS.get(version.change, "ods:Update"),
                "prov:wasAssociatedWith": [
                    {"@id": source_handle(version.source), "prov:hadRole": "Requestor"},
                    {"@id": "urn:vasculum:rules:" + (version.rules or "none"), "prov:hadRole": "Generator"},
                ],
                "prov:endedAtTime": timestamp(version.modified),
                "prov:used": identifier(specimen.pid),
                "rdfs:comment": f"Harvest: snapshot {version.snapshot} of {version.source}",
                "ods:changeValue": patch(document(before), whole) if before else [],
            }
        ),
        "prov:generated": filled(
            {
                "@id": address,
                "@type": "ods:DigitalSpecimen",
                "prov:value": whole,
                "prov:wasRevisionOf": f"{identifier(specimen.pid)}/{before.current.version}" if before else "",
                "prov:wasGeneratedBy": activity,
            }
        ),
        "ods:hasAgents": [{"@type": "prov:SoftwareAgent", "schema:name": "Vasculum"}],
    }


def patch(before: Document, after: Document, path: str = "") -> list[dict[str, Any]]:
    """The JSON Patch that turns one document into another; a list that changed is replaced as a whole.

    >>> patch({"a": 1, "b": {"c/d": 1}}, {"b": {"c/d": 2}})
    [{'op': 'remove', 'path': '/a'}, {'op': 'replace', 'path': '/b/c~1d', 'value': 2}]
    """
    steps: list[dict[str, Any]] = []
    for name in dict.fromkeys((*before, *after)):
        here = f"{path}/{name.replace('~', '~0').replace('/', '~1')}"
        old, new = before.get(name), after.get(name)
        if name not in after:
            steps.append({"op": "remove", "path": here})
        elif name not in before:
            steps.append({"op": "add", "path": here, "value": new})
        elif isinstance(old, dict) and isinstance(new, dict):
            steps += patch(old, new, here)
        elif old != new:
            steps.append({"op": "replace", "path": here, "value": new})
    return steps
