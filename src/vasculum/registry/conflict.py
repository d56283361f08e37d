"""Two editors at once: what the first one saved beside what the second one wrote, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vasculum.registry.editing import Subject
from vasculum.registry.forms import SubjectForm


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which the two editors say different things."""

    label: str
    saved: str
    written: str


def differences(found: Subject, form: SubjectForm, language: str) -> list[Difference]:
    """The fields in which what stands there now and what was written differ."""
    written = form.changes()
    differing = [(name, getattr(found, name), value) for name, value in written.items() if getattr(found, name) != value]
    return [
        Difference(_label(form, name), in_words(saved, language), in_words(value, language)) for name, saved, value in differing
    ]


def _label(form: SubjectForm, name: str) -> str:
    return str(form.texts.get(name) or form.fields[name].label)


def in_words(value: Any, language: str) -> str:
    """A value of a form as text: one language, system or line of a list a line.

    >>> in_words({"nl": "Zaad", "en": "Seed"}, "en"), in_words(["a", "b"], "en"), in_words(None, "en")
    ('nl: Zaad\\nen: Seed', 'a\\nb', '')
    """
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {text}" for name, text in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(in_words(each, language).replace("\n", ", ") for each in value)
    return str(value.name(language)) if hasattr(value, "name") else str(value)
