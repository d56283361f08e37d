"""The discipline of a specimen, which decides by which rules its digitisation is judged."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vasculum.interpret.reading import Interpreter, Reading

INPUTS = (
    "dwc:basisOfRecord",
    "dwc:materialEntityType",
    "dwc:kingdom",
    "dwc:phylum",
    "dwc:class",
    "dwc:nomenclaturalCode",
    "dwc:collectionCode",
)

UNKNOWN = ("Unclassified", "biology")


@dataclass(frozen=True, slots=True)
class _Evidence:
    """A text of a term that tells the discipline, as the whole of its last part or as a stem anywhere in it."""

    term: str
    is_stem: bool
    text: str
    disciplines: tuple[str, str]


def read(*texts: str) -> Reading:
    """The openDS topic discipline and the MIDS discipline told by the texts of `INPUTS`; the first evidence that fits decides.

    Without any evidence the record is Unclassified and judged by the rules of biology. Source of the values: openDS digital
    specimen schema 0.4.0, `ods:topicDiscipline`.

    >>> read("PreservedSpecimen", "", "Fungi", "", "", "", "").values
    ('Botany', 'biology')
    """
    wholes = {term: _letters(re.split(r"[/#:]", text.strip())[-1]) for term, text in zip(INPUTS, texts, strict=True)}
    anywhere = {term: _letters(text) for term, text in zip(INPUTS, texts, strict=True)}
    fitting = (
        evidence.disciplines
        for evidence in _evidence()
        if (evidence.text in anywhere[evidence.term] if evidence.is_stem else evidence.text == wholes[evidence.term])
    )
    return Reading(next(fitting, UNKNOWN))


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKD", text).casefold()))


@cache
def _evidence() -> tuple[_Evidence, ...]:
    with files("vasculum.terms").joinpath("mids", "disciplines.csv").open(encoding="utf-8") as table:
        return tuple(
            _Evidence(row["term"], row["match"] == "stem", row["text"], (row["topic_discipline"], row["mids_discipline"]))
            for row in csv.DictReader(table)
        )


DISCIPLINE = Interpreter("discipline", INPUTS, {"topic_discipline": "VARCHAR", "mids_discipline": "VARCHAR"}, read)
