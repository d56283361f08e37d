"""The assessment of a record: one letter for each test of BDQ Core, asked section by section of distinct texts.

A section is a set of tests that look at the same cells. The letters of all sections, one behind the other, are a record's
assessment; `ORDER` says which test stands where. No place is ever given to another test: a new test comes at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from vasculum.quality.bdq.framework import Test, all_tests
from vasculum.quality.bdq.responses import Response, Status, is_empty
from vasculum.quality.bdq.running import PRESENT, Setting, collapsed, prepared

ONLY_WHETHER = "?"
"""At the end of a term: the cell arrives as `present`, or as "" when it is blank."""

REMEMBERED = 4096
"""So many answers each test remembers: the texts of one cell come back in many distinct inputs."""

_LETTERS: Mapping[tuple[Status, str], str] = {
    (Status.RUN_HAS_RESULT, "COMPLIANT"): "C",
    (Status.RUN_HAS_RESULT, "NOT_COMPLIANT"): "N",
    (Status.RUN_HAS_RESULT, "POTENTIAL_ISSUE"): "N",
    (Status.RUN_HAS_RESULT, "NOT_ISSUE"): "-",
    (Status.NOT_AMENDED, ""): "-",
}
_OF_STATUS: Mapping[Status, str] = {
    Status.AMENDED: "A",
    Status.FILLED_IN: "F",
    Status.INTERNAL_PREREQUISITES_NOT_MET: "I",
    Status.EXTERNAL_PREREQUISITES_NOT_MET: "E",
    Status.RUN_HAS_RESULT: "M",
}


def _dwc(names: str) -> tuple[str, ...]:
    return tuple(f"dwc:{name}" for name in names.split())


_CELLS: Mapping[str, tuple[str, ...]] = {
    "event": _dwc("eventDate year month day verbatimEventDate startDayOfYear endDayOfYear"),
    "place": _dwc(
        "countryCode country stateProvince decimalLatitude decimalLongitude coordinateUncertaintyInMeters geodeticDatum "
        "verbatimCoordinates verbatimLatitude verbatimLongitude verbatimCoordinateSystem verbatimSRS"
    ),
    "height": _dwc(
        "minimumElevationInMeters maximumElevationInMeters verbatimElevation "
        "minimumDepthInMeters maximumDepthInMeters verbatimDepth"
    ),
    "taxon": _dwc(
        "scientificName scientificNameAuthorship taxonRank kingdom phylum class order superfamily family subfamily tribe "
        "subtribe genus genericName subgenus infragenericEpithet specificEpithet infraspecificEpithet cultivarEpithet "
        "vernacularName higherClassification scientificNameID taxonID acceptedNameUsageID originalNameUsageID "
        "parentNameUsageID taxonConceptID namePublishedInYear"
    ),
    "record": ("dc:type", "dcterms:license", *_dwc("basisOfRecord establishmentMeans degreeOfEstablishment pathway sex")),
    "count": _dwc("occurrenceStatus individualCount organismQuantity"),
    "type": _dwc("typeStatus"),
    "identification": _dwc("dateIdentified"),
    "order of dates": _dwc("dateIdentified eventDate"),
    "habitat": _dwc("scientificName? decimalLatitude decimalLongitude"),
    "annotations": ("oa:hasTarget",),
}


@dataclass(frozen=True, slots=True)
class Section:
    """Tests that look at the same cells; `inputs` are the terms of these cells, perhaps with `?` behind them."""

    subject: str
    inputs: tuple[str, ...]
    tests: tuple[Test, ...]

    def letters(self, setting: Setting) -> Callable[..., str]:
        """A function from the texts of the inputs to the letters of the tests, in their order."""
        asked = [_letter_of(test, self._places(test), setting) for test in self.tests]
        return lambda *texts: "".join([ask(texts) for ask in asked])

    def _places(self, test: Test) -> tuple[int, ...]:
        terms = [term.removesuffix(ONLY_WHETHER) for term in self.inputs]
        return tuple(terms.index(term) for term in test.inputs)


@cache
def sections() -> tuple[Section, ...]:
    """Every section, in the order of the letters; what is left over for `presence` is asked of each row."""
    found, taken = [], set()
    for subject, inputs in _CELLS.items():
        terms = {term.removesuffix(ONLY_WHETHER) for term in inputs}
        tests = [test for test in _asked() if test.guid not in taken and terms.issuperset(test.inputs)]
        taken |= {test.guid for test in tests}
        found.append(Section(subject, inputs, tuple(tests)))
    return tuple(found)


@cache
def presence() -> tuple[Test, ...]:
    """The tests of whether anything is said at all that no section holds: their letters come last, by `letter_if`."""
    taken = {test.guid for section in sections() for test in section.tests}
    return tuple(test for test in _asked() if test.guid not in taken)


def letter_if(test: Test, is_present: bool, setting: Setting) -> str:
    """The letter of a test that looks only at whether one of its cells holds anything."""
    return letter(prepared(test, setting)(tuple(PRESENT if is_present else "" for _ in test.inputs)))


def _asked() -> Iterator[Test]:
    return (test for test in sorted(all_tests().values(), key=lambda test: test.label) if not test.measures)


def _order() -> tuple[Test, ...]:
    return (*(test for section in sections() for test in section.tests), *presence())


ORDER: tuple[str, ...] = tuple(test.guid for test in _order())


def letter(response: Response) -> str:
    """What is kept of a response.

    `C` compliant, `N` not compliant or a potential issue, `A` amended, `F` filled in, `-` nothing to amend or no issue,
    `I` the record lacks what the test needs, `E` an authority is not at hand, `M` measured.
    """
    return _LETTERS.get((response.status, response.result)) or _OF_STATUS[response.status]


def letters_of_record(cells: Mapping[str, str], setting: Setting) -> str:
    """The assessment of one record, given as texts by qualified term."""
    found = [section.letters(setting)(*(_cell(cells, term) for term in section.inputs)) for section in sections()]
    found += [letter_if(test, any(not is_empty(cells.get(term, "")) for term in test.inputs), setting) for test in presence()]
    return "".join(found)


def in_words(letters: str) -> dict[str, str]:
    """The letter of each test by GUID; tests that a record was never asked are left out.

    >>> in_words("")
    {}
    """
    return dict(zip(ORDER, letters, strict=False))


def of_letters(measure: Test, letters: Mapping[str, str]) -> int:
    """How many answers to a record a measure counts (`MEASURE_VALIDATIONTESTS_COMPLIANT` and the like), given by GUID."""
    counted = _COUNTED[measure.label]
    return sum(1 for guid, found in letters.items() if all_tests()[guid].kind is measure.measures and found in counted)


_COUNTED: Mapping[str, str] = {
    "MEASURE_VALIDATIONTESTS_COMPLIANT": "C",
    "MEASURE_VALIDATIONTESTS_NOTCOMPLIANT": "N",
    "MEASURE_VALIDATIONTESTS_PREREQUISITESNOTMET": "IE",
    "MEASURE_AMENDMENTS_PROPOSED": "AF",
}


def _cell(cells: Mapping[str, str], term: str) -> str:
    text = cells.get(term.removesuffix(ONLY_WHETHER)) or ""
    return ("" if is_empty(text) else PRESENT) if term.endswith(ONLY_WHETHER) else text


def _letter_of(test: Test, places: tuple[int, ...], setting: Setting) -> Callable[[tuple[str, ...]], str]:
    answer = prepared(test, setting)

    @lru_cache(REMEMBERED)
    def ask(texts: tuple[str, ...]) -> str:
        return letter(answer(collapsed(test, texts)))

    return lambda texts: ask(tuple([texts[place] for place in places]))
