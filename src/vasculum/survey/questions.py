"""What the survey asks: questions in sections, in the four languages of the node, with the lists their answers come from."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vasculum.registry.axes import AXES, axis, axis_label, path
from vasculum.registry.queries import institutions
from vasculum.registry.vocabularies import label, vocabulary
from vasculum.terms.messages import LANGUAGES

Answers = Mapping[str, str]

PARTS_SHOWN = 2
MOST_PARTS = 200
_PART = re.compile(r"(part_[a-z]+)_([1-9][0-9]{0,2})")
_SPACES = re.compile(r"[ \t\u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `kind` says how its answer is read, `list` where its choices come from. That of a part is asked per part."""

    code: str
    section: str
    kind: str
    list: str
    labels: Mapping[str, str]
    helps: Mapping[str, str]

    def label(self, language: str, number: int = 0) -> str:
        """What is asked, of part `number` where it is asked of parts."""
        return f"{self.labels[language]} {number}" if number else self.labels[language]


@cache
def everything() -> tuple[Question, ...]:
    """Sections and questions in the order in which they are asked."""
    table = files("vasculum.survey").joinpath("questions.csv").read_text(encoding="utf-8").splitlines()
    return tuple(_question(row) for row in csv.DictReader(table))


def _question(row: Mapping[str, str]) -> Question:
    labels = {language: row[language] for language in LANGUAGES}
    helps = {language: row[f"help_{language}"] for language in LANGUAGES}
    return Question(row["code"], row["section"], row["kind"], row["list"], labels, helps)


def sections() -> list[Question]:
    """The sections."""
    return [each for each in everything() if each.kind == "section"]


def questions(section: str = "") -> list[Question]:
    """The questions, or those of one section."""
    return [each for each in everything() if each.kind != "section" and section in ("", each.section)]


@cache
def _by_code() -> Mapping[str, Question]:
    return {each.code: each for each in questions()}


def split_code(code: str) -> tuple[str, int]:
    """The question that a code of an answer belongs to, and the number of the part.

    >>> split_code("part_share_2"), split_code("name")
    (('part_share', 2), ('name', 0))
    """
    found = _PART.fullmatch(code)
    return (found[1], int(found[2])) if found else (code, 0)


def question_of(code: str) -> Question | None:
    """The question that an answer's code belongs to; None for a code that is none."""
    name, number = split_code(code)
    found = _by_code().get(name)
    return found if found and (found.kind == "part") == bool(number) and number <= MOST_PARTS else None


def codes(parts: int) -> list[str]:
    """The codes of all answers with so many parts, in the order of the questions, part after part."""
    plain = [each.code for each in questions() if each.kind != "part"]
    first = next(place for place, each in enumerate(questions()) if each.kind == "part")
    asked = [each.code for each in questions() if each.kind == "part"]
    return plain[:first] + [f"{code}_{number}" for number in range(1, parts + 1) for code in asked] + plain[first:]


def parts_in(answers: Iterable[str]) -> int:
    """The highest number of a part among the codes of answers."""
    return max((number for code in answers if (number := split_code(code)[1])), default=0)


def label_of(code: str, language: str) -> str:
    """What is asked by the answer of this code; the code itself where nothing is."""
    found = question_of(code)
    return found.label(language, split_code(code)[1]) if found else code


def choices(question: Question, language: str) -> dict[str, str]:
    """The codes among which an answer chooses, with their labels in the order of the list; empty for free answers.

    >>> choices(question_of("successor"), "nl")["sought"]
    'opvolger gezocht'
    """
    if question.kind == "institution":
        return {each.key: f"{each.name(language)} ({each.key})" for each in institutions()}
    return _listed(question.kind, question.list, language)


@cache
def _listed(kind: str, name: str, language: str) -> dict[str, str]:
    if kind == "choice":
        return {code: label(name, code, language) for code in vocabulary(name) if code != "computed"}
    return {code: _path_label(name, code, language) for code in axis(name)} if name in AXES else {}


def _path_label(name: str, code: str, language: str) -> str:
    return " › ".join(axis_label(name, each, language) for each in path(name, code))


def plain(text: str) -> str:
    """An answer without what cannot be seen: composed letters, plain line ends, no space around it.

    >>> plain("  Zaden\\r\\nen vruchten ")
    'Zaden\\nen vruchten'
    """
    lines = unicodedata.normalize("NFC", text.replace("\x00", "")).replace("\r\n", "\n").replace("\r", "\n")
    return lines.strip()


def folded(text: str) -> str:
    """A label as it is compared: small letters, one space between words.

    >>> folded(" Hoeveel\\u00a0 ")
    'hoeveel'
    """
    return _SPACES.sub(" ", plain(text).replace("\n", " ")).strip(" *:").casefold()
