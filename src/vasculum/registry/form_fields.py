"""Pieces of the registry's forms: a text in four languages, a list with one thing a line, systems, codes to tick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vasculum.model.language_map import name_in
from vasculum.registry.vocabularies import vocabulary
from vasculum.terms.messages import LANGUAGES
from vasculum.web.layout import NATIVE_NAMES, current_language


class CodeField(forms.ChoiceField):
    """One code of a list of the registry, or none; labels follow the visitor's language."""

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(choices=lambda: [("", "–"), *_codes(name)], **{"required": False, **options})


class CodesField(forms.MultipleChoiceField):
    """Any number of codes of a list of the registry, to tick."""

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(choices=lambda: _codes(name), required=False, widget=forms.CheckboxSelectMultiple, **options)


def _codes(name: str) -> list[tuple[str, str]]:
    named = [(code, name_in(names, current_language())) for code, names in vocabulary(name).items()]
    return sorted(named, key=lambda each: each[1].casefold())


class LinesField(forms.CharField):
    """A list, one thing a line."""

    def __init__(self, **options: Any) -> None:
        told = {"required": False, "widget": forms.Textarea(attrs={"rows": 3}), "help_text": _("One a line.")}
        super().__init__(**{**told, **options})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(list(initial or ()) != self.to_python(data))


class SystemsField(LinesField):
    """Systems with their addresses: a name and after a bar its address, one system a line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(help_text=_("One a line: the name, then | and its address."), **options)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        return "\n".join(" | ".join(filter(None, (each.get("name", ""), each.get("address", "")))) for each in value)

    def to_python(self, value: Any) -> Any:
        parts = [line.partition("|") for line in super().to_python(value)]
        return [{"name": name.strip(), "address": address.strip()} for name, _mark, address in parts]


def language_fields(name: str, *, long: bool = False) -> dict[str, forms.CharField]:
    """A field for each language of a language map, named `name_nl` and so on."""
    widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput()
    return {
        f"{name}_{code}": forms.CharField(
            label=NATIVE_NAMES[code], required=False, max_length=5000 if long else 300, widget=widget
        )
        for code in LANGUAGES
    }


def joined(cleaned: Mapping[str, Any], name: str, before: Mapping[str, str]) -> dict[str, str]:
    """The language map that was filled in; what it held in other languages stays.

    >>> joined({"note_nl": "Zaad", "note_fr": "", "note_en": "", "note_de": ""}, "note", {"nl": "Zaden", "la": "Semina"})
    {'la': 'Semina', 'nl': 'Zaad'}
    """
    others = {code: text for code, text in before.items() if code not in LANGUAGES}
    told = {code: cleaned.get(f"{name}_{code}", "") for code in LANGUAGES}
    return {**others, **{code: text for code, text in told.items() if text}}


def spread(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    """A language map as the initial values of its fields.

    >>> spread("note", {"nl": "Zaden"})["note_nl"]
    'Zaden'
    """
    return {f"{name}_{code}": texts.get(code, "") for code in LANGUAGES}


Group = tuple[str, Sequence[forms.BoundField], bool]


def group(form: forms.Form, legend: Any, names: Sequence[str], *, in_languages: bool = False) -> Group:
    """Fields of a form under one legend, in the template's order."""
    listed = [f"{name}_{code}" for name in names for code in LANGUAGES] if in_languages else names
    return str(legend), [form[name] for name in listed], in_languages
