"""A small node for tests of pages and API: built once in a process of its own, as a curator would, and then only read.

Its herbarium was harvested twice: in the second edition one record is changed, one is gone.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.shared import ROOT

SCRIPT = "<script>alert(1)</script>"
BREAKOUT = '"><img src=x onerror=alert(1)>'
FILLERS = 40
COLUMNS = (
    "occurrenceID", "basisOfRecord", "catalogNumber", "institutionCode", "scientificName", "scientificNameAuthorship", "family",
    "typeStatus", "recordedBy", "recordNumber", "eventDate", "country", "countryCode", "locality", "decimalLatitude",
    "decimalLongitude", "license", "modified", "kingdom", "associatedMedia",
)  # fmt: skip
_INSTITUTIONS = """key,name_nl,name_fr,name_en,name_de,acronym,city,country,homepage,ror,hidden
garden,Plantentuin,Jardin,Garden,Garten,GRD,Meise,BE,https://garden.example.org,https://ror.org/01h1jbk91,false
empty,Leeg museum,Musée vide,Empty museum,Leeres Museum,EMP,Gent,BE,,,false
"""
_COLLECTIONS = """key,institution,name_nl,name_fr,name_en,name_de,discipline,count_best,count_unit,count_qualifier
herbarium,garden,Herbarium,Herbier,Herbarium,Herbarium,botany,3000,sheets,about
shells,garden,Schelpen,Coquillages,Shells,Muscheln,zoology,,,
"""
_META = """<archive xmlns="http://rs.tdwg.org/dwc/text/">
<core rowType="http://rs.tdwg.org/dwc/terms/Occurrence" encoding="UTF-8" fieldsTerminatedBy="," linesTerminatedBy="\\n"
 fieldsEnclosedBy="&quot;" ignoreHeaderLines="1"><files><location>occurrence.csv</location></files><id index="0"/>{core}</core>
<extension rowType="http://rs.tdwg.org/dwc/terms/Identification" encoding="UTF-8" fieldsTerminatedBy="," linesTerminatedBy="\\n"
 fieldsEnclosedBy="&quot;" ignoreHeaderLines="1"><files><location>identification.csv</location></files><coreid index="0"/>
<field index="1" term="http://rs.tdwg.org/dwc/terms/scientificName"/><field index="2" term="http://rs.tdwg.org/dwc/terms/identifiedBy"/>
<field index="3" term="http://rs.tdwg.org/dwc/terms/dateIdentified"/></extension></archive>
"""


@dataclass(frozen=True, slots=True)
class SmallNode:
    """Where the node lies; `rows` holds its database rows as Django writes them."""

    folder: Path

    @property
    def rows(self) -> Path:
        """The rows of registry and harvests."""
        return self.folder / "rows.json"


def build(folder: Path) -> SmallNode:
    """Builds the node in `folder`."""
    (folder / "registry").mkdir(parents=True)
    (folder / "registry" / "institutions.csv").write_text(_INSTITUTIONS, encoding="utf-8")
    (folder / "registry" / "collections.csv").write_text(_COLLECTIONS, encoding="utf-8")
    _draw(folder / "media" / "demo" / "rose.png")
    for edition in (1, 2):
        (folder / f"herbarium-{edition}.zip").write_bytes(archive(edition))
    environment = {**os.environ, "VASCULUM_DATA": str(folder)}
    subprocess.run([sys.executable, "-m", "tests.small_node", str(folder)], cwd=ROOT, env=environment, check=True)
    return SmallNode(folder)


def _draw(file: Path) -> None:
    file.parent.mkdir(parents=True)
    Image.new("RGB", (60, 80), "#b0506a").save(file)


def archive(edition: int) -> bytes:
    """The Darwin Core Archive of one edition."""
    packed = io.BytesIO()
    fields = "".join(f'<field index="{i}" term="{_iri(name)}"/>' for i, name in enumerate(COLUMNS))
    opinions = [("coreid", "name", "by", "date"), ("urn:catalog:GRD:1", "Rosa dumetorum Thuill.", "F. Crépin", "1870")]
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("meta.xml", _META.format(core=fields))
        file.writestr("occurrence.csv", _table([COLUMNS, *_rows(edition)]))
        file.writestr("identification.csv", _table(opinions))
    return packed.getvalue()


def _iri(name: str) -> str:
    namespace = "http://purl.org/dc/terms/" if name in {"license", "modified"} else "http://rs.tdwg.org/dwc/terms/"
    return namespace + name


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _rows(edition: int) -> list[tuple[str, ...]]:
    rose = {
        "scientificName": "Rosa canina L.", "scientificNameAuthorship": "L.", "family": "Rosaceae", "typeStatus": "holotype",
        "recordedBy": "A. Cogniaux | L. Piré", "recordNumber": "12", "eventDate": "1898-05-14", "locality": "Meise, park",
        "decimalLatitude": "50.929", "decimalLongitude": "4.327", "associatedMedia": "http://localhost/media/demo/rose.png",
    }  # fmt: skip
    place = "Gent" if edition == 1 else "Gent, Citadelpark"
    rows = [
        _row(1, rose),
        _row(2, {"scientificName": f"Rosa {SCRIPT}", "locality": BREAKOUT, "recordedBy": SCRIPT}),
        _row(3, {"scientificName": "Rosa arvensis Huds.", "locality": place, "eventDate": "1902"}),
        _row(4, {"scientificName": "Viola odorata L.", "associatedMedia": "javascript:alert(1)", "eventDate": "1898-02-31"}),
        *(_row(100 + n, {"scientificName": f"Carex n{n:02} L.", "eventDate": str(1860 + 3 * n)}) for n in range(FILLERS)),
    ]
    gone = [_row(5, {"scientificName": "Quercus robur L.", "locality": "Halle"})] if edition == 1 else []
    twice = [_row(6, {"occurrenceID": "=1+1", "scientificName": "Iris pseudacorus L."})] * 2
    return [*rows, *gone, *twice]


def _row(number: int, cells: dict[str, str]) -> tuple[str, ...]:
    usual = {
        "occurrenceID": f"urn:catalog:GRD:{number}", "basisOfRecord": "PreservedSpecimen", "catalogNumber": f"GRD{number:04}",
        "institutionCode": "GRD", "country": "Belgium", "countryCode": "BE", "kingdom": "Plantae", "modified": "2020-01-01",
        "license": "http://creativecommons.org/publicdomain/zero/1.0/legalcode",
    }  # fmt: skip
    return tuple({**usual, **cells}.get(name, "") for name in COLUMNS)


def _fill(folder: Path) -> None:
    from vasculum.site.node import new_node

    node = new_node(folder, "10.5072")
    from django.core.management import call_command

    from vasculum.harvest.actions import harvest
    from vasculum.harvest.progress import silent
    from vasculum.registry.actions import load_registry

    load_registry(folder / "registry")
    for edition in (1, 2):
        harvest(node, folder / f"herbarium-{edition}.zip", "herbarium", silent)
    call_command("dumpdata", "registry", "harvest", output=str(folder / "rows.json"), verbosity=0)


if __name__ == "__main__":
    _fill(Path(sys.argv[1]))
