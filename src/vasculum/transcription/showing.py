"""What volunteers and reviewers are shown: fields with their words, what a text will be understood as, where readings differ."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vasculum.interpret.agents import people
from vasculum.interpret.dates import readings
from vasculum.model.language_map import name_in
from vasculum.specimens import labels
from vasculum.transcription.reading.answers import State, answer_of
from vasculum.transcription.reading.comparing import measure
from vasculum.transcription.reading.fields import Kind
from vasculum.transcription.reading.places import point_of

KIND_LABELS: Mapping[Kind, Promise] = {
    Kind.CLOSED: gettext_lazy("Choice from a list"),
    Kind.SHORT: gettext_lazy("Short text"),
    Kind.VERBATIM: gettext_lazy("Text as it is written"),
    Kind.PEOPLE: gettext_lazy("Persons"),
    Kind.NAME: gettext_lazy("Scientific name"),
    Kind.NUMBER: gettext_lazy("Collector’s number"),
    Kind.DATE: gettext_lazy("Date or period"),
    Kind.MEASURE: gettext_lazy("Number with unit"),
    Kind.POINT: gettext_lazy("Coordinates"),
    Kind.BOX: gettext_lazy("Region of the image"),
}
ECHOED = (Kind.DATE, Kind.MEASURE, Kind.POINT, Kind.PEOPLE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A field of the form with what stands in it; `is_asked` is false for one that earlier readers have settled."""

    term: str
    label: str
    kind: Kind
    help: str
    required: bool
    options: tuple[str, ...]
    text: str
    state: str
    unsure: bool
    region: str
    echo: str
    is_asked: bool = True
    suggestion: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it is a text of several lines."""
        return self.kind is Kind.VERBATIM

    @property
    def echoes(self) -> bool:
        """Whether what was typed is shown as it is understood."""
        return self.kind in ECHOED


def shown_fields(fields: list[dict[str, Any]], values: Mapping[str, str], asked: list[str], language: str) -> list[Shown]:
    """The fields of a form in its order, with what was typed so far."""
    return [_shown(each, values, asked, language) for each in fields]


def _shown(field: dict[str, Any], values: Mapping[str, str], asked: list[str], language: str) -> Shown:
    term, kind = field["term"], Kind(field["kind"])
    answer = answer_of("", values.get(term, ""))
    return Shown(
        term=term,
        label=name_in(field.get("labels") or {}, language) or term_label(term),
        kind=kind,
        help=name_in(field.get("help") or {}, language),
        required=bool(field.get("required")),
        options=tuple(field.get("options") or ()),
        text=answer.text,
        state=answer.state.value if answer.state in (State.ABSENT, State.ILLEGIBLE) else "",
        unsure=answer.unsure,
        region=values.get(region_key(term), ""),
        echo=understood(kind, answer.text),
        is_asked=not asked or term in asked,
    )


def region_key(term: str) -> str:
    """Where the region of a field on the image is kept among the values."""
    return f"{term}@region"


def term_label(term: str) -> str:
    """A term in the reader's words."""
    return labels.term_label(term if ":" in term else f"dwc:{term}")


def understood(kind: Kind, text: str) -> str:
    """What a text will be understood as, in words; "" where there is nothing to say."""
    if not text or kind not in ECHOED:
        return ""
    return _ECHO[kind](text)


def _date(text: str) -> str:
    found = readings(text)
    if not found:
        return _("not understood as a date: kept as you wrote it")
    return " · ".join(each.iso for each in found) + (_(" (which one?)") if len(found) > 1 else "")


def _measure(text: str) -> str:
    found = measure(text)
    if not isinstance(found, tuple):
        return _("not understood as a length: kept as you wrote it")
    low, high, unit = found
    return f"{low:g}{f'–{high:g}' if high != low else ''} {unit}".strip()


def _point(text: str) -> str:
    found = point_of(text)
    return f"{found.north:.5f}, {found.east:.5f}" if found else _("not understood as coordinates: kept as you wrote them")


def _people(text: str) -> str:
    return " · ".join(person.name for person in people(text).persons)


_ECHO = {Kind.DATE: _date, Kind.MEASURE: _measure, Kind.POINT: _point, Kind.PEOPLE: _people}


def marked(text: str, beside: str) -> SafeString:
    """A text with what differs from another one marked.

    >>> marked("12 Halle", "72 Halle")
    '<mark>1</mark>2 Halle'
    """
    steps = difflib.SequenceMatcher(None, beside, text, autojunk=False).get_opcodes()
    parts = ((text[b1:b2], tag != "equal") for tag, _a1, _a2, b1, b2 in steps if b2 > b1)
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", part) if differs else part,) for part, differs in parts))
