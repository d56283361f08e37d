"""The assessment of a record: one letter for each test of BDQ Core, asked section by section of distinct texts.

A section is a set of tests that look at the same cells. The ledger has a column of letters for each section, since few
different words stand in each; one behind the other (`COLUMNS`) they are a record's assessment, and `ORDER` says which test
stands where. No place is ever given to another test: a new test comes at the end, in a section of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from vasculum.quality.bdq.authorities import AuthorityKind, AuthorityUnavailable
from vasculum.quality.bdq.framework import Test, all_tests
from vasculum.quality.bdq.responses import BLANKS, Response, Status, is_empty
from vasculum.quality.bdq.running import PRESENT, Setting, prepared
from vasculum.quality.coded import Coded, asked, coded
from vasculum.quality.ordinary import ordinary_event

REMEMBERED = 4096
"""So many answers are remembered for each group of tests: the texts of one cell come back in many distinct inputs."""

Texts = tuple[str, ...]

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
    "habitat": _dwc("scientificName decimalLatitude decimalLongitude"),
    "annotations": ("oa:hasTarget",),
}
_ORDINARY: Mapping[str, Callable[[Texts], Texts]] = {"event": ordinary_event}


@dataclass(frozen=True, slots=True)
class Section:
    """Tests that look at the same cells, given by the terms of `inputs`."""

    subject: str
    inputs: tuple[str, ...]
    tests: tuple[Test, ...]

    @property
    def column(self) -> str:
        """The column of the ledger that keeps the letters."""
        return f"bdq_{self.subject.replace(' ', '_')}"

    def letters(self, setting: Setting) -> Callable[..., str]:
        """A function from the texts of the inputs to the letters of the tests, in their order."""
        ask = self.letters_of_columns(setting)
        return lambda *texts: str(ask([coded([text]) for text in texts]).plain[0])

    def letters_of_columns(self, setting: Setting) -> Callable[[Sequence[Coded]], Coded]:
        """The same for many records: a function from the columns of the inputs to the column of letters."""
        ask = _asked_together([_ask(self.inputs, list(tests), setting) for _, tests in groupby(self.tests, _group)])
        ordinary = _ORDINARY.get(self.subject)
        return _of_ordinary(ordinary, ask) if ordinary else ask


@cache
def sections() -> tuple[Section, ...]:
    """Every section, in the order of the letters."""
    found, taken = [], set()
    for subject, inputs in _CELLS.items():
        tests = [test for test in _asked() if test.guid not in taken and set(inputs).issuperset(test.inputs)]
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


def letter(response: Response) -> str:
    """What is kept of a response.

    `C` compliant, `N` not compliant or a potential issue, `A` amended, `F` filled in, `-` nothing to amend or no issue,
    `I` the record lacks what the test needs, `E` an authority is not at hand, `M` measured.
    """
    return _LETTERS.get((response.status, response.result)) or _OF_STATUS[response.status]


def letters_of_record(cells: Mapping[str, str], setting: Setting) -> str:
    """The assessment of one record, given as texts by qualified term."""
    found = [section.letters(setting)(*(cells.get(term) or "" for term in section.inputs)) for section in sections()]
    found += [letter_if(test, any(not is_empty(cells.get(term, "")) for term in test.inputs), setting) for test in presence()]
    return "".join(found)


def by_test(letters: str) -> dict[str, str]:
    """The letter of each test by GUID; tests that a record was never asked are left out.

    >>> by_test("")
    {}
    """
    return dict(zip(ORDER, letters, strict=False))


def counted(measure: Test, letters: str) -> int:
    """How many answers to a record a measure counts, `MEASURE_VALIDATIONTESTS_COMPLIANT` and the like."""
    tests = all_tests()
    return sum(
        1 for guid, found in by_test(letters).items() if tests[guid].kind is measure.measures and found in _COUNTED[measure.label]
    )


_COUNTED: Mapping[str, str] = {
    "MEASURE_VALIDATIONTESTS_COMPLIANT": "C",
    "MEASURE_VALIDATIONTESTS_NOTCOMPLIANT": "N",
    "MEASURE_VALIDATIONTESTS_PREREQUISITESNOTMET": "IE",
    "MEASURE_AMENDMENTS_PROPOSED": "AF",
}


def _asked() -> Iterator[Test]:
    return (test for test in sorted(all_tests().values(), key=lambda test: (*_group(test), test.label)) if not test.measures)


def _group(test: Test) -> tuple[bool, Texts]:
    return test.presence_only, test.inputs


@dataclass(frozen=True, slots=True)
class _Group:
    """Tests of one group: where their inputs stand among the texts of a section, and whether it matters only which are empty."""

    places: tuple[int, ...]
    only_whether: bool
    ask: Callable[..., str]


def _ask(inputs: Texts, tests: Sequence[Test], setting: Setting) -> _Group:
    places = tuple(inputs.index(term) for term in tests[0].inputs)
    only_whether = tests[0].presence_only or all(_misses_its_checklist(test, setting) for test in tests)
    answers = [prepared(test, setting) for test in tests]

    @lru_cache(REMEMBERED)
    def ask(*texts: str) -> str:
        return "".join([letter(answer(texts)) for answer in answers])

    return _Group(places, only_whether, ask)


def _asked_together(groups: Sequence[_Group]) -> Callable[[Sequence[Coded]], Coded]:
    """The letters of all groups; a group is asked of texts, or of which texts are empty where nothing else matters."""

    def ask(columns: Sequence[Coded]) -> Coded:
        patterns = [column.each(_pattern).merged() for column in columns]
        cells = [[(patterns if group.only_whether else columns)[place] for place in group.places] for group in groups]
        letters = [asked(group.ask, each).merged() for group, each in zip(groups, cells, strict=True)]
        return asked(_joined, letters)

    return ask


def _pattern(text: str) -> str:
    return text and (PRESENT if text.strip(BLANKS) else text)


def _joined(*letters: str) -> str:
    return "".join(letters)


def _of_ordinary(
    ordinary: Callable[[Texts], Texts], ask: Callable[[Sequence[Coded]], Coded]
) -> Callable[[Sequence[Coded]], Coded]:
    """The letters of the inputs that stand for those given."""

    def of_all(columns: Sequence[Coded]) -> Coded:
        stand_ins = coded(map(ordinary, zip(*(column.plain for column in columns), strict=True)))
        return ask([coded(texts) for texts in zip(*stand_ins.values, strict=True)]).at(stand_ins.codes)

    return of_all


def _misses_its_checklist(test: Test, setting: Setting) -> bool:
    """Whether a test would ask a checklist that is not at hand: all it can then tell apart is which texts are empty."""
    if test.dependence is not AuthorityKind.TAXONOMY or setting.arguments.get(test.guid):
        return False
    try:
        setting.authorities.consultation(test.authorities[0], "")()
    except AuthorityUnavailable:
        return True
    return False


PRESENCE = "bdq_presence"
"""The column of the tests that `presence` gives."""

COLUMNS: tuple[str, ...] = (*(section.column for section in sections()), PRESENCE)
"""The columns of letters, in the order in which they make an assessment."""

ORDER: tuple[str, ...] = tuple(test.guid for test in (*(test for each in sections() for test in each.tests), *presence()))
"""The GUID of the test that each letter is of."""
