"""Darwin Core Data Packages made for a test: keys that mean nothing outside, and packages that name what they have not."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from vasculum.formats.dwca import Archive, ArchiveRefused
from vasculum.harvest.opening import opened
from vasculum.model.rejection import Rejection

TABLES = {
    "event": [
        {"event_pk": "e1", "eventID": "cruise-1", "eventDate": "1921"},
        {"event_pk": "e2", "eventID": "haul-1", "parentEvent_fk": "e1", "eventDate": "1921-06-04",
         "locality": "Vlakte van de Raan"},
    ],
    "event-assertion": [
        {"event_fk": "e2", "assertionType": "catch", "assertionValue": "38", "assertionUnit": "kg"},
        {"event_fk": "e2", "assertionType": "bottom temperature", "assertionValue": "11.5", "assertionUnit": "°C"},
    ],
    "survey": [{"survey_pk": "s1", "event_fk": "e2", "siteCount": "1", "isAbsenceReported": "true"}],
    "material": [
        {"materialEntity_pk": "m1", "materialEntityID": "urn:jar:7", "collectionEvent_fk": "e2", "catalogNumber": "J7",
         "institutionCode": "RM", "preparations": "in alcohol", "collectedBy": "G. Gilson"},
    ],
    "identification": [
        {"identification_pk": "i1", "materialEntity_fk": "m1", "scientificName": "Crangon vulgaris", "identifiedBy": "G. Gilson"},
        {"identification_pk": "i2", "materialEntity_fk": "m1", "scientificName": "Crangon crangon",
         "isAcceptedIdentification": "true"},
    ],
    "occurrence": [{"occurrence_pk": "o1", "occurrenceID": "obs-1", "event_fk": "e2", "scientificName": "Pandalus montagui"}],
    "media": [{"media_pk": "p1", "mediaID": "photo-1", "accessURI": "https://example.org/7.jpg", "format": "image/jpeg"}],
    "material-media": [{"media_fk": "p1", "materialEntity_fk": "m1"}],
    "protocol": [{"protocol_pk": "x", "protocolID": "trawl"}],
}  # fmt: skip


def package(folder: Path, **changed: object) -> Path:
    """A package of the tables, its descriptor changed."""
    folder.mkdir()
    resources = []
    for name, rows in TABLES.items():
        text = io.StringIO()
        fields = list(dict.fromkeys(field for row in rows for field in row))
        writer = csv.DictWriter(text, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8")
        resources.append({"name": name, "path": f"{name}.csv", "encoding": "utf-8"})
    described = {
        "name": "catches",
        "licenses": [{"path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(described | changed), encoding="utf-8")
    return folder


def rows_in(archive: Archive | None) -> dict[str, list[dict[str, str]]]:
    """The filled cells of every table of an archive, by row type."""
    assert archive is not None
    found: dict[str, list[dict[str, str]]] = {}
    for table in (archive.core, *archive.extensions):
        with archive.open(table.members[0]) as stream:
            text = b"".join(iter(lambda stream=stream: stream.read(1 << 16), b"")).decode()  # type: ignore[misc]
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter="\t"):
            named = {column.term: cells[column.index] for column in table.columns if column.index and cells[column.index]}
            found.setdefault(table.row_type, []).append(named | {"id": cells[0]})
    return found


def test_rows_of_a_package_are_called_by_their_identifiers(tmp_path: Path) -> None:
    with opened(package(tmp_path / "dp"), tmp_path / "work", list[Rejection]().append) as found:
        events, records = rows_in(found.events), rows_in(found.specimens)
        notices = found.notices
    assert [(row["id"], row.get("dwc:parentEventID")) for row in events["dwc:Event"]] == [
        ("cruise-1", None),
        ("haul-1", "cruise-1"),
    ]
    assert [row["dwc:measurementValue"] for row in events["obis:ExtendedMeasurementOrFact"]] == ["38", "11.5"]
    assert events["eco:Event"] == [{"eco:siteCount": "1", "eco:isAbsenceReported": "true", "id": "haul-1"}]
    jar, shrimp = records["dwc:Occurrence"]
    assert (jar["id"], jar["dwc:scientificName"], jar["dwc:locality"]) == ("urn:jar:7", "Crangon crangon", "Vlakte van de Raan")
    assert (shrimp["id"], shrimp["dwc:scientificName"], shrimp["dwc:eventID"]) == ("obs-1", "Pandalus montagui", "haul-1")
    assert len(records["dwc:Identification"]) == 2
    assert records["ac:Multimedia"][0]["ac:accessURI"] == "https://example.org/7.jpg"
    assert notices == ("The table protocol was not read: no records come of it.",)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"resources": "none"}, "names no resources"),
        ({"resources": [{"name": "event", "path": "../../etc/passwd"}]}, "climbs out of the archive"),
        ({"resources": [{"name": "event", "path": "gone.csv"}]}, "which is not in the package"),
        ({"resources": [{"name": "event", "path": "http://127.0.0.1/e.csv"}]}, "neither Camtrap DP nor"),
        ({"resources": [{"name": "sensors", "path": "event.csv"}]}, "its tables are sensors"),
    ],
)
def test_a_package_that_names_what_it_has_not_is_refused(changed: dict[str, object], reason: str, tmp_path: Path) -> None:
    with (
        pytest.raises(ArchiveRefused, match=reason),
        opened(package(tmp_path / "dp", **changed), tmp_path / "work", list[Rejection]().append),
    ):
        pass


def test_a_descriptor_that_is_no_json_is_refused(tmp_path: Path) -> None:
    folder = package(tmp_path / "dp")
    (folder / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(ArchiveRefused, match="is not JSON"), opened(folder, tmp_path / "work", list[Rejection]().append):
        pass
