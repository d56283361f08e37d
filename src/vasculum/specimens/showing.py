"""A specimen as its page shows it: the same facts with every code put in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from vasculum.model.language_map import name_in
from vasculum.model.remark import Remark
from vasculum.model.specimen import Change, Version
from vasculum.specimens.differences import Difference, Step, steps
from vasculum.specimens.labels import CLASSES, column_label, term_label
from vasculum.specimens.record import Group, Line, groups
from vasculum.terms.messages import remarks
from vasculum.web.layout import current_language


@dataclass(frozen=True, slots=True)
class Sentence:
    """A remark in words, with its level."""

    level: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the record with its remarks in words."""

    term: str
    label: str
    verbatim: str
    understood: str
    inferred: bool
    changed: bool
    remarks: tuple[Remark, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A class of the record with its title."""

    title: str
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A difference with its field in words."""

    label: str
    before: str
    after: str
    interpreted: bool


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A version of the history, and in words why it exists."""

    version: Version
    told: str
    differences: tuple[ShownDifference, ...]
    harvest: int = 0


def shown_groups(version: Version, more: Sequence[Remark] = ()) -> list[ShownGroup]:
    """The record of a version by class; `more` are remarks that were made while the page was put together."""
    remarked = tuple(dict.fromkeys((*version.remarks, *more)))
    return [_group(group) for group in groups(replace(version, remarks=remarked))]


def _group(group: Group) -> ShownGroup:
    return ShownGroup(str(CLASSES[group.name]), tuple(_line(line) for line in group.lines))


def _line(line: Line) -> ShownLine:
    sentences = tuple(sentence(remark) for remark in line.remarks)
    return ShownLine(
        line.term, term_label(line.term), line.verbatim, line.understood, line.inferred, line.changed, line.remarks, sentences
    )


def sentence(remark: Remark) -> Sentence:
    """A remark in the visitor's language; an unknown code is shown as it is."""
    message = remarks().get(remark.code)
    return Sentence(message.level, name_in(message.texts, current_language())) if message else Sentence("info", remark.code)


def shown_steps(history: Sequence[Version], harvests: Mapping[int, int]) -> list[ShownStep]:
    """The history of a specimen, the latest version first; `harvests` made its versions, by their numbers."""
    return [
        ShownStep(step.version, _told(step), tuple(map(_difference, step.differences)), harvests.get(step.version.version, 0))
        for step in steps(history)
    ]


def _difference(difference: Difference) -> ShownDifference:
    label = column_label(difference.term) if difference.interpreted else term_label(difference.term)
    return ShownDifference(label, difference.before, difference.after, difference.interpreted)


def _told(step: Step) -> str:
    if step.version.change is Change.UPDATED:
        return _("The institution changed its record.") if step.cause == "harvest" else _("Read again by newer rules.")
    return {
        Change.NEW: _("First harvested."),
        Change.GONE: _("The record is no longer in its source."),
        Change.RETURNED: _("The record is back in its source."),
    }[step.version.change]


def point(version: Version) -> str:
    """The coordinates of a version with their directions; "" when there are none.

    >>> import datetime as dt
    >>> understood = {"decimal_latitude": -2.5, "decimal_longitude": 28.86}
    >>> point(Version("p", "s", "r", 1, Change.NEW, 1, dt.datetime(2026, 1, 1), 1, interpreted=understood))
    '2.5° S, 28.86° E'
    """
    latitude, longitude = version.interpreted.get("decimal_latitude"), version.interpreted.get("decimal_longitude")
    if latitude is None or longitude is None:
        return ""
    return f"{_degrees(latitude)} {'S' if latitude < 0 else 'N'}, {_degrees(longitude)} {'W' if longitude < 0 else 'E'}"


def _degrees(value: float) -> str:
    return f"{round(abs(value), 5):g}°"
