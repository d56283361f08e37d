"""A tally as the quality page shows it: in words of the visitor's language, grouped, with bars and the addresses behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vasculum.assessment.rules import acts, measured, problem_of
from vasculum.assessment.scopes import Scope
from vasculum.assessment.tally import Found, Tally
from vasculum.model.language_map import name_in
from vasculum.quality.bdq.framework import all_tests
from vasculum.quality.mids_labels import element_label
from vasculum.search.query import FILTERS
from vasculum.specimens.labels import value_label
from vasculum.terms.remedies import Problem, problem
from vasculum.web.addresses import with_parameters
from vasculum.web.charts import Point, shares
from vasculum.web.layout import current_language

GROUPS: Mapping[str, Promise] = {
    "record": _("The record"),
    "names": _("Names of taxa"),
    "people": _("People"),
    "dates": _("Dates"),
    "places": _("Places"),
    "heights": _("Elevation and depth"),
    "media": _("Images and sound"),
    "rights": _("Rights"),
}
KINDS: Mapping[str, Promise] = {
    "remark": _("seen when the record was read"),
    "flag": _("flag of GBIF"),
    "bdq": _("test of TDWG"),
    "mids": _("element of MIDS"),
}
_FILTER = {"remark": "remark", "mids": "missing", "flag": "issue", "bdq": "bdq"}
_GRAVITY = {"error": 0, "warning": 1, "info": 2}
MOST_ACTS = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table with a bar: `share` in percent of all specimens, `address` of what stands behind it."""

    text: str
    records: int
    share: float
    address: str = ""
    code: str = ""
    level: str = ""
    kind: str | Promise = ""
    lifts: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The problems of one subject: `lines` are to be mended, `notes` are worth knowing."""

    code: str
    label: str | Promise
    lines: tuple[Line, ...]
    notes: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One TDWG validation over all records: how many comply, how many could not be tested, and whether the set is complete."""

    text: str
    code: str
    compliant: int
    untested: int
    complete: bool


def text_of(texts: Mapping[str, str]) -> str:
    """A sentence in the visitor's language."""
    return name_in(texts, current_language())


def address_of(scope: Scope, found: Problem) -> str:
    """The page of one problem; a node as a whole has none."""
    return "" if scope.kind == "node" else reverse(f"quality-{scope.kind}-problem", args=[scope.key, found.kind, found.code])


def search_of(scope: Scope, found: Problem) -> str:
    """The search of every specimen with a problem; "" where the index does not know such problems."""
    name = _FILTER[found.kind]
    return with_parameters(reverse("search"), {**scope.filter, name: [found.code]}) if name in FILTERS else ""


def levels(scope: Scope, tally: Tally) -> list[tuple[Point, float]]:
    """The specimens by MIDS level."""
    points = [_level(scope, tally, str(level)) for level in range(-1, 4)]
    return shares(points, tally.specimens) if tally.levels else []


def _level(scope: Scope, tally: Tally, level: str) -> Point:
    address = with_parameters(reverse("search"), {**scope.filter, "midsLevel": [level]})
    return Point(value_label("midsLevel", level), tally.levels.get(level, 0), address)


def missing(scope: Scope, tally: Tally) -> list[Line]:
    """The MIDS elements that stand between specimens and their next level."""
    found = [(problem_of(key), each) for key, each in tally.found.items() if key.startswith("mids:")]
    lines = [_missing(scope, tally, lack, each.records) for lack, each in found]
    return sorted(lines, key=lambda line: -line.records)


def _missing(scope: Scope, tally: Tally, lack: Problem, records: int) -> Line:
    text = element_label(lack.code, current_language())
    return Line(text, records, _share(records, tally), address_of(scope, lack), code=lack.code)


def first_acts(scope: Scope, tally: Tally) -> list[Line]:
    """What to mend first; a line leads to the problems it ends."""
    return [
        Line(
            text=text_of(act.remedy.texts),
            records=act.records,
            share=_share(act.records, tally),
            address=address_of(scope, problem_of(f"mids:{act.remedy.code}")) if act.lifts else _anchor(scope, act.remedy.group),
            lifts=act.lifts,
        )
        for act in acts(tally)[:MOST_ACTS]
    ]


def _anchor(scope: Scope, group: str) -> str:
    return "" if scope.kind == "node" else f"#{group}"


def groups(scope: Scope, tally: Tally) -> list[Group]:
    """The problems by subject, the gravest and commonest first."""
    found = [(problem_of(key), each) for key, each in tally.found.items() if not key.startswith("mids:")]
    listed = [_group(scope, tally, code, [pair for pair in found if pair[0].remedy.group == code]) for code in GROUPS]
    return [group for group in listed if group.lines or group.notes]


def _group(scope: Scope, tally: Tally, code: str, found: Iterable[tuple[Problem, Found]]) -> Group:
    ordered = sorted(found, key=lambda pair: (_GRAVITY.get(pair[0].level, 2), -pair[1].records, pair[0].key))
    lines = [_line(scope, tally, each, counted.records) for each, counted in ordered]
    grave = tuple(line for line in lines if line.level != "info")
    return Group(code, GROUPS[code], grave, tuple(line for line in lines if line.level == "info"))


def _line(scope: Scope, tally: Tally, found: Problem, records: int) -> Line:
    address, share = address_of(scope, found), _share(records, tally)
    return Line(text_of(found.texts), records, share, address, found.code, found.level, KINDS[found.kind])


def proposals(tally: Tally) -> list[Line]:
    """For how many records an improvement can be proposed, by TDWG amendment."""
    counted = [(all_tests()[guid], found.get("A", 0) + found.get("F", 0)) for guid, found in tally.answers.items()]
    lines = [
        Line(text_of(problem("bdq", test.label).texts), records, _share(records, tally), code=test.label)
        for test, records in counted
        if records
    ]
    return sorted(lines, key=lambda line: -line.records)


def measures(tally: Tally) -> list[Measure]:
    """The TDWG measures over all records, a line for each validation."""
    answers = {(measure.validation, measure.counts): response.result for measure, response in measured(tally)}
    validations = dict.fromkeys(guid for guid, _ in answers)
    return sorted((_measure(guid, answers, tally.answers[guid]) for guid in validations), key=lambda each: each.code)


def _measure(guid: str, answers: Mapping[tuple[str, bool], str], letters: Mapping[str, int]) -> Measure:
    label = all_tests()[guid].label
    untested = letters.get("I", 0) + letters.get("E", 0)
    compliant, complete = int(answers.get((guid, True), "0")), answers.get((guid, False)) == "COMPLETE"
    return Measure(text_of(problem("bdq", label).texts), label, compliant, untested, complete)


def of_whole(records: int, tally: Tally) -> int:
    """A number of records in whole percent, rounded down, so that 100 means all."""
    return 100 * records // tally.specimens if tally.specimens else 0


def _share(records: int, tally: Tally) -> float:
    return round(100 * records / tally.specimens, 2) if tally.specimens else 0.0


def commonest(groups: Sequence[Group]) -> str:
    """The sentence of the problem that most records have; "" when there is none."""
    lines = [line for group in groups for line in group.lines]
    return max(lines, key=lambda line: line.records).text if lines else ""
