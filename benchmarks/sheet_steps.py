"""One step with a workbook or an answer of a BioCASe provider in a process of its own; prints what it did as JSON."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from benchmarks.workbook import Workbook
from vasculum.formats.abcd import read_abcd
from vasculum.formats.dwca import Archive, Budget
from vasculum.formats.dwca.loose import FileContainer
from vasculum.formats.sheets import Noticed, open_sheets
from vasculum.mapping.applying import Applying
from vasculum.mapping.archiving import headed
from vasculum.mapping.checking import Checking
from vasculum.mapping.proposing import propose


def write(path: Path, work: Path) -> int:  # noqa: ARG001
    """Writes the workbook whose size its name tells, as `50000x50.xlsx`."""
    rows, columns = map(int, path.stem.split("x"))
    Workbook(rows, columns).write(path)
    return rows


def read(path: Path, work: Path) -> int:
    """Reads every row as texts."""
    with closing(open_sheets(path, work)) as book:
        return sum(1 for _ in book.rows("Data", Noticed())) - 1


def look(path: Path, work: Path) -> int:
    """Proposes a mapping and gives the first rows, which is what a person sees after dropping the file."""
    return len(propose(path, work, "bench").rows)


def check(path: Path, work: Path) -> int:
    """Proposes a mapping, and reads, maps and checks every row by it: the preview with its table of problems."""
    mapping = propose(path, work, "bench").mapping
    with closing(open_sheets(path, work)) as book:
        heading, rows = headed(book, mapping.sheet, mapping, Noticed())
        columns = {term: rule.columns[0] for rule in mapping.rules if not rule.row_type for term in rule.to}
        checking = Checking(Applying(mapping, heading.names), columns, False)
        for row in rows:
            checking(row)
    return checking.rows


_UNIT = """<Unit><SourceInstitutionID>RM</SourceInstitutionID><SourceID>Herb</SourceID><UnitID>{0}</UnitID>
<Identifications><Identification><Result><TaxonIdentified><HigherTaxa><HigherTaxon><HigherTaxonName>Fagaceae</HigherTaxonName>
<HigherTaxonRank>familia</HigherTaxonRank></HigherTaxon></HigherTaxa><ScientificName><FullScientificNameString>Quercus robur L.
</FullScientificNameString><NameAtomised><Botanical><GenusOrMonomial>Quercus</GenusOrMonomial><FirstEpithet>robur</FirstEpithet>
<AuthorTeam>L.</AuthorTeam></Botanical></NameAtomised></ScientificName></TaxonIdentified></Result><PreferredFlag>true</PreferredFlag>
<Identifiers><IdentifiersText>A. Collector</IdentifiersText></Identifiers></Identification></Identifications>
<RecordBasis>PreservedSpecimen</RecordBasis><MultiMediaObjects><MultiMediaObject><FileURI>https://example.org/{0}.jpg</FileURI>
<Format>image/jpeg</Format></MultiMediaObject></MultiMediaObjects><Gathering><DateTime><ISODateTimeBegin>1903-07-12
</ISODateTimeBegin></DateTime><Agents><GatheringAgent><Person><FullName>A. Collector</FullName></Person></GatheringAgent></Agents>
<LocalityText>Place {0}, by the road</LocalityText><Country><Name>Belgium</Name><ISO3166Code>BE</ISO3166Code></Country>
<SiteCoordinateSets><SiteCoordinates><CoordinatesLatLong><LongitudeDecimal>4.3</LongitudeDecimal><LatitudeDecimal>50.9
</LatitudeDecimal></CoordinatesLatLong></SiteCoordinates></SiteCoordinateSets></Gathering></Unit>"""
_ABCD, _PROTOCOL = "http://www.tdwg.org/schemas/abcd/2.06", "http://www.biocase.org/schemas/protocol/1.3"


def answer(path: Path, work: Path) -> int:
    """Reads an answer of a BioCASe provider with 100 units, made at `path`, into the tables of an archive."""
    units = "".join(_UNIT.format(number) for number in range(100))
    path.write_text(
        f'<response xmlns="{_PROTOCOL}"><content recordCount="100" totalSearchHits="100"><DataSets xmlns="{_ABCD}"><DataSet>'
        f"<Units>{units}</Units></DataSet></DataSets></content></response>",
        encoding="utf-8",
    )
    container = FileContainer(path, Budget())
    archive: Archive = read_abcd([path.name], container.open, work / "answer", path.name, Budget())
    with archive.open(archive.core.members[0]) as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")) - 1


STEPS: Mapping[str, Callable[[Path, Path], int]] = {"write": write, "read": read, "look": look, "check": check, "answer": answer}


def main(step: str, path: str) -> None:
    """Does a step and prints the rows, the seconds and the CPU-seconds it took, without those of starting Python."""
    with tempfile.TemporaryDirectory() as folder:
        started, used = time.perf_counter(), time.process_time()
        rows = STEPS[step](Path(path), Path(folder))
        seconds, cpu = time.perf_counter() - started, time.process_time() - used
    print(json.dumps({"rows": rows, "seconds": seconds, "cpuSeconds": cpu}))


if __name__ == "__main__":
    main(*sys.argv[1:])
