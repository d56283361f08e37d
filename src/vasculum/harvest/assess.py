"""Assess: what is judged of a record, bound together with what is understood of the same cells, so that rows are joined once.

Of each record the ledger keeps the MIDS elements and level, a letter for each test of BDQ Core, and GBIF's flags. Tests and
flags look at distinct texts, as interpreters do; what is truly different on each row is judged by column expressions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from vasculum.engine.authorities import boundaries_behind
from vasculum.engine.kernel import quoted
from vasculum.engine.places_alike import UNDERSTOOD, PlacesAlike
from vasculum.harvest.sheaf import Sheaf, bind
from vasculum.harvest.taxa import taxon
from vasculum.interpret.coordinates import COORDINATES, REMARKABLE
from vasculum.interpret.reading import ColumnInterpreter, Interpreter, Reading
from vasculum.interpret.record import INTERPRETERS
from vasculum.names.checklists import Checklists
from vasculum.quality.assessment import PRESENCE, Section, letter_if, presence, sections
from vasculum.quality.bdq.framework import Test
from vasculum.quality.bdq.responses import is_empty
from vasculum.quality.bdq.running import Setting
from vasculum.quality.flags import ROW_FLAGS, value_flags
from vasculum.quality.flags_frame import RowFlag
from vasculum.quality.flags_table import flags_of_remarks
from vasculum.quality.mids import elements_expression, level_expression, mapping_set
from vasculum.quality.ordinary import ANY_NAME_ANYWHERE, IDENTIFICATION_AND_EVENT

DISCIPLINES = ("biology", "geology", "paleontology")

# Cells that a sheaf looks at beside those of its tests: few more combinations, and a join less.
BESIDES: Mapping[str, Sequence[str]] = {
    "place": ("dwc:continent", "dwc:coordinatePrecision", "dwc:footprintSRS"),
    "record": ("dcterms:rights", "dc:rights", "dwc:institutionCode", "dwc:ownerInstitutionCode"),
    "count": ("dwc:basisOfRecord",),
    "type": ("dwc:Identification/dwc:typeStatus",),
}
_ASKED: Mapping[str, tuple[str, ...]] = {"order of dates": IDENTIFICATION_AND_EVENT}
_BLANKS = " || ".join(f"chr({code})" for code in range(33))
_ISSUES, _ISSUES_OF_COORDINATES = "issues of rows", "issues of coordinates"


@dataclass(frozen=True, slots=True)
class Assessment:
    """How records are understood and judged: interpreters for the engine, and expressions over their columns.

    `judged` gives the type and the expression of each further column, in an order in which they may build on one another;
    `columns` are those of the ledger that come of it all, with their types.
    """

    interpreters: tuple[Interpreter | ColumnInterpreter, ...]
    judged: Mapping[str, tuple[str, str]]
    columns: Mapping[str, str]


def assessment(setting: Setting, verbatim: Collection[str], checklists: Checklists | None = None) -> Assessment:
    """The assessment of a source that has the terms and row types `verbatim`; names are looked up where there are checklists."""
    of_values = [each for each in INTERPRETERS if isinstance(each, Interpreter)] + ([taxon(checklists)] if checklists else [])
    sheaves = bind(of_values, value_flags(setting.today), sections(), BESIDES)
    stand_ins = {UNDERSTOOD: PlacesAlike(known)} if (known := boundaries_behind(setting)) else {}
    bound = [each.bound(setting, _asked(each, setting), stand_ins if each.subject == "place" else {}) for each in sheaves]
    of_rows = [replace(each, remarks="") for each in INTERPRETERS if isinstance(each, ColumnInterpreter)] + [_of_rows(setting)]
    judged = {
        **{name: ("INTEGER", expression) for name, expression in mids_columns(verbatim).items()},
        "issues": ("VARCHAR[]", _joined_issues(sheaves, bound, verbatim)),
    }
    understood = [each.columns for each in sheaves] + [each.columns for each in of_rows]
    columns = {name: kind for each in understood for name, kind in each.items() if name != _ISSUES}
    return Assessment((*bound, _of_coordinates(), *of_rows), judged, columns | {name: kind for name, (kind, _) in judged.items()})


def mids_columns(verbatim: Collection[str]) -> dict[str, str]:
    """The MIDS elements met, as a bit mask, and the level reached, each by the mapping set of the record's discipline."""
    sets = {discipline: mapping_set(discipline) for discipline in DISCIPLINES}
    elements = {name: elements_expression(each, verbatim) for name, each in sets.items()}
    levels = {name: level_expression(each, "mids_elements") for name, each in sets.items()}
    return {"mids_elements": _by_discipline(elements), "mids_level": _by_discipline(levels)}


def _by_discipline(expressions: dict[str, str]) -> str:
    cases = " ".join(f"WHEN '{name}' THEN {expression}" for name, expression in expressions.items() if name != "biology")
    return f"CASE mids_discipline {cases} ELSE {expressions['biology']} END"


def _asked(sheaf: Sheaf, setting: Setting) -> tuple[str, ...]:
    if sheaf.subject == "habitat" and sheaf.section and _lacks_authority(sheaf.section, setting):
        return ANY_NAME_ANYWHERE
    return _ASKED.get(sheaf.subject, ())


def _lacks_authority(section: Section, setting: Setting) -> bool:
    return section.letters(setting)("a name", "1", "1") == "E"


def _of_rows(setting: Setting) -> ColumnInterpreter:
    """What is judged on each row: whether anything is said at all, and patterns of addresses and numbers."""
    asked: tuple[Test | RowFlag, ...] = (*presence(), *ROW_FLAGS)
    inputs = dict.fromkeys(term for each in asked for term in each.inputs)
    letters = " || ".join(_letter_expression(test, setting) for test in presence())
    expressions = {
        PRESENCE: letters,
        _ISSUES: f"nullif({_words([flag.expression for flag in ROW_FLAGS])}, '')",
    }

    def read(*texts: str) -> Reading:
        cells = dict(zip(inputs, texts, strict=True))
        said = (any(not is_empty(cells[term]) for term in test.inputs) for test in presence())
        letters = "".join(letter_if(test, found, setting) for test, found in zip(presence(), said, strict=True))
        raised = [name for flag in ROW_FLAGS for name in flag.read(*(cells[term] for term in flag.inputs))]
        return Reading((letters, " ".join(raised) or None))

    return ColumnInterpreter("rows", tuple(inputs), dict.fromkeys(expressions, "VARCHAR"), expressions, "", read)


def _of_coordinates() -> Interpreter:
    """What is remarked of coordinates, which hardly ever is anything, and the flags that mean the same."""

    def read(*texts: str) -> Reading:
        remarks = COORDINATES.read(*texts).remarks
        return Reading((" ".join(flags_of_remarks(remarks)) or None,), remarks)

    return Interpreter("remarks on coordinates", REMARKABLE, {_ISSUES_OF_COORDINATES: "VARCHAR"}, read)


def _letter_expression(test: Test, setting: Setting) -> str:
    said = " OR ".join(f"({{{term}}} >= '!' OR ltrim({{{term}}}, {_BLANKS}) <> '')" for term in test.inputs)
    return f"CASE WHEN {said} THEN '{letter_if(test, True, setting)}' ELSE '{letter_if(test, False, setting)}' END"


def _joined_issues(sheaves: Sequence[Sheaf], bound: Sequence[Interpreter], verbatim: Collection[str]) -> str:
    """All flags of a record as a list, from the texts of the sheaves and of the row."""
    raising = [sheaf for sheaf, asked in zip(sheaves, bound, strict=True) if sheaf.may_raise and not _is_mute(asked, verbatim)]
    texts = [quoted(each.issues_column) for each in raising]
    raised = _words([*texts, quoted(_ISSUES), quoted(_ISSUES_OF_COORDINATES)])
    return f"CASE WHEN {raised} = '' THEN []::VARCHAR[] ELSE string_split({raised}, ' ') END"


def _is_mute(asked: Interpreter, verbatim: Collection[str]) -> bool:
    """Whether a source has none of the cells, and their absence raises no flag."""
    here = any(term in each for each in asked.inputs for term in verbatim)
    return not here and asked.read(*("" for _ in asked.inputs)).values[-1] is None


def _words(texts: Sequence[str]) -> str:
    return f"concat_ws(' ', {', '.join(texts)})"
