"""The form as a page shows it: sections of fields, each with its answer, what was understood, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from vasculum.registry.words import measure_in_words
from vasculum.survey import rules
from vasculum.survey.questions import (
    PARTS_SHOWN,
    Answers,
    Question,
    choices,
    codes,
    parts_in,
    question_of,
    questions,
    sections,
    split_code,
)
from vasculum.survey.understanding import HELD, figure_told, understand

FIGURE_CODES = ("how_many", "recorded", "imaged")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a list."""

    code: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form."""

    code: str
    kind: str
    label: str
    help: str
    answer: str
    choices: tuple[Choice, ...] = ()
    fault: Promise | None = None
    theirs: str | None = None
    understood: str = ""
    echoes: bool = False
    required: bool = False

    @property
    def described_by(self) -> str:
        """The ids of what explains the field."""
        told = {"help": self.help, "understood": self.echoes, "wrong": self.fault, "theirs": self.theirs is not None}
        return " ".join(f"{self.code}-{name}" for name, is_there in told.items() if is_there)


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields under one title; the fields of parts stand apart, part by part."""

    code: str
    title: str
    help: str
    fields: tuple[Field, ...]
    parts: tuple[tuple[Field, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form is shown with."""

    answers: Answers
    language: str
    faults: Mapping[str, Promise] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)
    parts: int = PARTS_SHOWN


def form_sections(shown: Shown) -> list[Section]:
    """The form, section by section."""
    lists = {each.code: choices(each, shown.language) for each in questions()}
    count = max(shown.parts, parts_in(shown.answers))
    return [_section(each, shown, lists, count) for each in sections()]


def _section(section: Question, shown: Shown, lists: Mapping[str, dict[str, str]], count: int) -> Section:
    asked = questions(section.code)
    plain = tuple(_field(each.code, each, shown, lists[each.code]) for each in asked if each.kind != "part")
    of_parts = [each for each in asked if each.kind == "part"]
    parts = tuple(
        tuple(_field(f"{each.code}_{number}", each, shown, lists[each.code]) for each in of_parts)
        for number in range(1, count + 1)
        if of_parts
    )
    return Section(section.code, section.label(shown.language), section.helps[shown.language], plain, parts)


def _field(code: str, question: Question, shown: Shown, listed: Mapping[str, str]) -> Field:
    answer = shown.answers.get(code, "")
    theirs = shown.theirs.get(code)
    options = tuple(Choice(each, label, each == answer) for each, label in listed.items())
    if answer and listed and answer not in listed:
        options = (Choice(answer, answer, chosen=True), *options)
    echoes = code in FIGURE_CODES
    return Field(
        code,
        "choice" if listed else question.kind,
        question.label(shown.language, split_code(code)[1]),
        question.helps[shown.language],
        answer,
        options,
        shown.faults.get(code),
        None if theirs is None else listed.get(theirs, theirs),
        figure_echo(code, shown.answers, shown.language) if echoes else "",
        echoes,
        code == "name",
    )


def figure_echo(code: str, answers: Answers, language: str) -> str:
    """A figure as understood, in words; nothing for one that is empty or not understood."""
    if not answers.get(code):
        return ""
    wanted = (code, *HELD) if code == "how_many" else (code, "unit", "as_of")
    asked = {each: answers.get(each, "") for each in wanted}
    return "" if understand(asked, {"name": "-"}).faults else measure_in_words(figure_told(code, asked, language), language)


def why_not(code: str, answers: Answers) -> Promise | None:
    """What is wrong with a figure; None where nothing is."""
    return rules.reading(rules.figure, answers.get(code, ""))


def shown_answer(code: str, answer: str, language: str) -> str:
    """An answer as a reader of `language` reads it: the label of what is chosen from a list."""
    question = question_of(code)
    return choices(question, language).get(answer, answer) if question else answer


def given_in(fields: Mapping[str, str]) -> Iterator[str]:
    """The codes of the answers among the fields of a form."""
    return (code for code in (*codes(parts_in(fields)),) if code in fields)
