"""The generator of the example collections: the same every time, readable by others, and hanging together."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from dwca.exceptions import InvalidArchive
from dwca.read import DwCAReader
from PIL import Image

from examples.generator import build
from examples.generator.drawing.accents import bare, marks
from examples.generator.drawing.sheet import herbarium_sheet
from examples.generator.drawing.tray import fossil_picture, insect_picture
from examples.generator.herbarium import Sheet
from examples.generator.herbarium_archive import herbarium
from examples.generator.journeys import gatherings
from examples.generator.tables import collectors, families, habitats, places, plants, rows
from examples.generator.zoology import animals, kind_of

BASE = "https://node.example.org"
DWC = "http://rs.tdwg.org/dwc/terms/"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the first edition, without pictures."""
    folder = tmp_path_factory.mktemp("first")
    build(folder, images=False, base=BASE)
    return folder


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the second edition, without pictures."""
    folder = tmp_path_factory.mktemp("second")
    build(folder, edition=2, images=False, base=BASE)
    return folder


def digests(folder: Path) -> dict[str, str]:
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.iterdir() if file.is_file()}


def core_lines(archive: Path, file: str, delimiter: str) -> list[list[str]]:
    with DwCAReader(str(archive)) as reader, reader.open_included_file(file) as text:
        return list(csv.reader(text, delimiter=delimiter, quoting=csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL))


def test_the_same_seed_gives_the_same_bytes(first: Path, tmp_path: Path) -> None:
    build(tmp_path, images=False, base=BASE)
    assert digests(tmp_path) == digests(first)


def test_the_herbarium_is_read_by_another_reader_up_to_the_line_that_breaks_off(first: Path) -> None:
    with DwCAReader(str(first / "herbarium.zip")) as reader:
        rows_read = iter(reader)
        identifiers = [next(rows_read).id for _ in range(2399)]
        with pytest.raises(InvalidArchive):
            next(rows_read)
    assert len(set(identifiers)) == 2396


def test_the_fossils_are_read_whole_by_another_reader(first: Path) -> None:
    with DwCAReader(str(first / "fossils.zip")) as reader:
        fossils = [row.data for row in reader]
    assert len(fossils) == 420
    assert {row[f"{DWC}earliestAgeOrLowestStage"] for row in fossils} >= {"Famennian", "Ypresian", "Sinemurian"}
    assert sum(bool(row[f"{DWC}associatedMedia"]) for row in fossils) == 20


def test_the_animals_are_a_plain_table_with_semicolons(first: Path) -> None:
    with (first / "zoology.csv").open(encoding="utf-8", newline="") as table:
        animals_read = list(csv.DictReader(table, delimiter=";"))
    assert len(animals_read) == 650
    assert len({row["occurrenceID"] for row in animals_read}) == 650
    assert {row["countryCode"] for row in animals_read} >= {"BE", "CD"}
    assert all(None not in row and None not in row.values() for row in animals_read)


def test_the_herbarium_holds_the_dirt_of_real_data(first: Path) -> None:
    header, *lines = core_lines(first / "herbarium.zip", "occurrence.csv", ",")
    whole = [dict(zip(header, line, strict=True)) for line in lines[:-1]]
    identifiers = [row["occurrenceID"] for row in whole if row["occurrenceID"]]
    assert len(lines) == 2400
    assert len(lines[-1]) < len(header)
    assert (len(identifiers) - len(set(identifiers)), len(whole) - len(identifiers)) == (3, 1)
    assert {"Preservedspecimen", "PreservedSpecimen"} <= {row["basisOfRecord"] for row in whole}
    assert {"Blegium", "Congo Belge", "België", "Belgique"} <= {row["country"] for row in whole}
    assert sum(not row["eventDate"] for row in whole) > 50
    assert sum(row["decimalLatitude"] == "0" for row in whole) >= 5


@pytest.fixture(scope="module")
def sheets() -> list[Sheet]:
    """The sheets of the first edition."""
    return herbarium(1, BASE)


def test_a_collector_goes_out_in_a_lifetime_and_the_numbers_ascend_with_the_days() -> None:
    found = gatherings(Random("test"), 600)
    for person in collectors():
        own = [item for item in found if item.collector == person]
        assert all(person.born + 15 < item.day.year < (person.died or 9999) + 1 for item in own)
        assert [item.number for item in own] == sorted({item.number for item in own})
        assert [item.day for item in own] == sorted(item.day for item in own)


def test_nobody_is_at_two_places_on_one_day() -> None:
    found = gatherings(Random("test"), 600)
    assert len({(item.collector, item.day, item.place.municipality) for item in found}) == len(
        {(item.collector, item.day) for item in found}
    )


def test_a_plant_is_gathered_where_and_when_it_grows() -> None:
    found = gatherings(Random("test"), 600)
    assert all(item.habitat in item.plant.habitats and item.day.month in item.plant.months for item in found)
    assert all((item.place.country == "CD") == (item.plant.flora == "CD") for item in found)


def test_a_determination_is_never_older_than_the_gathering(sheets: list[Sheet]) -> None:
    revised = [sheet for sheet in sheets if len(sheet.determinations) > 1]
    assert len(revised) > 200
    for sheet in revised:
        years = [int(row["dwc:dateIdentified"]) for row in sheet.determinations]
        assert years == sorted(years)
        assert sheet.determinations[-1]["dwc:identificationVerificationStatus"] == "1"


def test_every_picture_of_a_record_lies_under_the_address_that_was_asked_for(sheets: list[Sheet]) -> None:
    media = [row["dcterms:identifier"] for sheet in sheets for row in sheet.media]
    assert len(media) == 60
    assert all(re.fullmatch(r"https://node\.example\.org/media/demo/vdm\d{7}\.jpg", address) for address in media)


def test_the_tables_of_facts_refer_to_each_other() -> None:
    assert {plant.family for plant in plants()} <= families().keys()
    assert {habitat for plant in plants() for habitat in plant.habitats} <= habitats().keys()
    assert {habitat for place in places() for habitat in place.habitats} <= habitats().keys()
    assert {region for person in collectors() for region in person.regions} == {place.region for place in places()}
    assert {row["era"] for row in rows("fossils.csv")} == {"Paleozoic", "Mesozoic", "Cenozoic"}


@pytest.mark.parametrize(
    ("file", "member", "delimiter", "gone", "new"),
    [("herbarium.zip", "occurrence.csv", ",", 9, 30), ("fossils.zip", "occurrence.txt", "\t", 3, 6)],
)
def test_a_later_edition_changes_adds_and_withdraws_a_few_records(
    first: Path, second: Path, file: str, member: str, delimiter: str, gone: int, new: int
) -> None:
    before, after = (_by_identifier(core_lines(folder / file, member, delimiter)) for folder in (first, second))
    assert (len(before.keys() - after.keys()), len(after.keys() - before.keys())) == (gone, new)
    changed = [key for key in before.keys() & after.keys() if before[key] != after[key]]
    assert 5 <= len(changed) <= 40


def _by_identifier(lines: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines[1:]:
        found.setdefault(line[0], list(line))
    return found


def test_the_same_record_always_looks_the_same(sheets: list[Sheet]) -> None:
    sheet = next(sheet for sheet in sheets if sheet.picture)
    picture = herbarium_sheet(sheet)
    assert picture.size == (900, 1350)
    assert picture.tobytes() == herbarium_sheet(sheet).tobytes()


def test_every_shape_of_fossil_and_every_insect_can_be_drawn() -> None:
    record = {
        "dwc:catalogNumber": "X",
        "dwc:occurrenceID": "x",
        "dwc:scientificName": "X",
        "dwc:locality": "X",
        "dwc:recordedBy": "X",
    }
    shapes = {kind["shape"]: kind for kind in rows("fossils.csv")}
    assert all(_drawn(fossil_picture(record, kind)) for kind in shapes.values())
    insects = [kind for kind in rows("animals.csv") if kind["shape"] in {"beetle", "butterfly"}]
    assert all(_drawn(insect_picture(record | {"dwc:verbatimEventDate": "", "dwc:sex": ""}, kind)) for kind in insects)


def _drawn(picture: Image.Image) -> bool:
    """Whether the middle of the picture differs from its empty corner."""
    middle, corner = picture.crop((350, 250, 470, 400)), picture.crop((0, 0, 120, 150))
    return middle.reduce(10).tobytes() != corner.reduce(10).tobytes()


def test_an_animal_record_knows_its_kind() -> None:
    assert {kind_of(record)["genus"] for record in animals(1, BASE)} <= {kind["genus"] for kind in rows("animals.csv")}


def test_accents_are_set_over_the_letters_they_belong_to() -> None:
    assert bare("Étalle, forêt") == "Etalle, foret"
    assert [(position, letter) for position, letter, _ in marks("Étalle, forêt")] == [(0, "E"), (11, "e")]


def test_progress_tells_stage_and_share(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build(tmp_path, images=False, progress=lambda stage, done, total: told.append((stage, done, total)))
    assert told == [("herbarium.zip", 1, 3), ("fossils.zip", 2, 3), ("zoology.csv", 3, 3)]


def test_no_record_is_from_the_future(first: Path) -> None:
    header, *lines = core_lines(first / "fossils.zip", "occurrence.txt", "\t")
    dates = [line[header.index("eventDate")] for line in lines]
    assert all(date[:4] <= "2026" for date in dates)
    assert all(dt.date.fromisoformat(date) for date in dates if len(date) == 10)
