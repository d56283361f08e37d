"""What a collection already answers to the survey: the same words that a form shows and a spreadsheet holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from vasculum.model.language_map import name_in
from vasculum.model.period import ONGOING, STATED, UNKNOWN
from vasculum.registry.axes import AXES
from vasculum.registry.figures import Printed, read_figure
from vasculum.registry.models import Allocation, Collection, Contact, Measure, StatusPeriod
from vasculum.registry.queries import KINDS
from vasculum.registry.vocabularies import label
from vasculum.survey.questions import Answers, plain

LANGUAGE_MAPS = {
    "name": "names",
    "description": "description",
    "digitisation": "digitisation",
    "geographic_coverage": "geographic_coverage",
    "restrictions": "restrictions",
    "note": "note",
}
COLUMNS = ("discipline", "material_kind", "department", "status")
FIGURES = {"how_many": "held", "recorded": "recorded", "imaged": "imaged"}
ROLES = ("keeper", "curator", "contact")
_WITHOUT_NUMBER = {"unknown": "?", "pro_memoria": "pm", "none": ""}


@dataclass(frozen=True, slots=True)
class Described:
    """A collection with the rows around it that the survey asks about."""

    collection: Collection
    figures: Mapping[str, Measure] = field(default_factory=dict)
    contact: Contact | None = None
    state: StatusPeriod | None = None
    parts: tuple[Allocation, ...] = ()


def described(collection: Collection) -> Described:
    """A collection with its rows; costs no question where they were fetched before."""
    contacts = keepers(collection)
    states = [each for each in collection.statuses.all() if each.status == collection.status]
    figures = {thing: found for thing in FIGURES.values() if (found := _current(collection, thing))}
    parts = tuple(collection.allocations.all())
    return Described(collection, figures, contacts[0] if contacts else None, states[-1] if states else None, parts)


def keepers(collection: Collection) -> list[Contact]:
    """Who looks after a collection, the keeper first."""
    return sorted((each for each in collection.contacts.all() if not each.erased and each.role in ROLES), key=_importance)


def _importance(contact: Contact) -> tuple[int, int]:
    return ROLES.index(contact.role), contact.pk


def _current(collection: Collection, counted: str) -> Measure | None:
    rows = [each for each in collection.measures.all() if each.is_current and each.counted == counted]
    return min(rows, key=lambda row: (row.unit in KINDS, row.pk), default=None)


def answers_of(known: Described, language: str) -> dict[str, str]:
    """The answers a collection gives, as a reader of `language` is shown them; codes for what is chosen from a list."""
    collection = known.collection
    answers = {code: name_in(getattr(collection, name), language) for code, name in LANGUAGE_MAPS.items()}
    answers |= {name: getattr(collection, name) for name in COLUMNS}
    answers["hosted_at"] = collection.hosted_at.key if collection.hosted_at else ""
    answers["collected_from"] = _end(collection.begins, collection.begins_state)
    answers["collected_to"] = _end(collection.ends, collection.ends_state)
    answers |= _of_contact(known.contact) | _of_state(known.state, language) | _of_figures(known.figures, language)
    for number, part in enumerate(known.parts, start=1):
        answers |= {f"part_{axis}_{number}": getattr(part, axis) for axis in AXES}
        answers[f"part_share_{number}"] = "" if part.share is None else f"{part.share * 100:.10g}"
    return {code: plain(answer) for code, answer in answers.items()}


def edition(answers: Answers) -> str:
    """What tells one state of the answers from another."""
    content = orjson.dumps({code: answer for code, answer in answers.items() if answer}, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(content).hexdigest()[:12]


def _end(value: str, state: str) -> str:
    return {STATED: value, UNKNOWN: "?", ONGOING: "…"}.get(state, "")


def _of_contact(contact: Contact | None) -> dict[str, str]:
    if contact is None:
        return {"contact_name": "", "contact_email": "", "contact_role": ""}
    return {"contact_name": contact.name, "contact_email": contact.email, "contact_role": contact.role}


def _of_state(state: StatusPeriod | None, language: str) -> dict[str, str]:
    if state is None:
        return {"reason": "", "retires_on": "", "successor": ""}
    return {"reason": name_in(state.reason, language), "retires_on": state.retires_on, "successor": state.successor}


def _of_figures(figures: Mapping[str, Measure], language: str) -> dict[str, str]:
    held = figures.get("held")
    answers = {code: figure_text(figures[thing], language) if thing in figures else "" for code, thing in FIGURES.items()}
    answers |= {"at_least": "", "at_most": "", "unit": "", "basis": "", "as_of": ""}
    if held is None:
        return answers
    answers |= {"unit": held.unit, "basis": held.basis, "as_of": held.as_of}
    printed = read_figure(answers["how_many"])
    for code, name in (("at_least", "low"), ("at_most", "high")):
        value = getattr(held, name)
        answers[code] = "" if value is None or (printed and getattr(printed, name) == value) else str(value)
    return answers


def _says(printed: Printed, measure: Measure) -> bool:
    """Whether a figure as written still holds; margins may be stated beside it."""
    stated = ((printed.low, measure.low), (printed.high, measure.high))
    margins_hold = all(said is None or said == held for said, held in stated)
    is_said = (printed.low, printed.best, printed.high) != (None, None, None) or printed.qualifier == measure.qualifier
    return printed.best == measure.best and margins_hold and is_said


def figure_text(measure: Measure, language: str) -> str:
    """A figure as it was written, where that still says the same, or else as one would write it.

    >>> figure_text(Measure(low=6600, qualifier="more_than"), "nl")
    'meer dan 6600'
    >>> figure_text(Measure(low=5, high=9, qualifier="between"), "en")
    '5-9'
    """
    written = name_in(measure.verbatim, language)
    printed = read_figure(written) if written else None
    if printed and _says(printed, measure):
        return written
    if measure.best is None and measure.low is None and measure.high is None:
        return _WITHOUT_NUMBER.get(measure.qualifier, "")
    if measure.best is None and measure.low is not None and measure.high is not None:
        return f"{measure.low}-{measure.high}"
    value = next(each for each in (measure.best, measure.low, measure.high) if each is not None)
    pattern = label("qualifier", measure.qualifier, language)
    return pattern.format(value) if pattern.count("{}") == 1 else str(value)
