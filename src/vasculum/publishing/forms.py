"""The form in which a curator describes a data set."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from vasculum.publishing.models import Dataset
from vasculum.publishing.rules import KEY, LICENSES
from vasculum.specimens.asking import query_of
from vasculum.terms.messages import LANGUAGES
from vasculum.web.layout import NATIVE_NAMES
from vasculum.web.problems import ParameterError

ROLES = [
    ("creator", _("author")),
    ("contact", _("contact")),
    ("metadataProvider", _("describes the data")),
    ("custodianSteward", _("looks after the collection")),
    ("editor", _("editor")),
    ("publisher", _("publisher")),
]
MORE_PEOPLE = 2


class DatasetForm(forms.Form):
    """What is said of a data set; `said` gives it as the model keeps it."""

    key = forms.RegexField(
        rf"\A{KEY}\Z", label=_("Key"), help_text=_("Small letters, digits and hyphens; it stays in addresses for ever.")
    )
    scope = forms.ChoiceField(label=_("Made of"), choices=Dataset.Scope.choices)
    of = forms.CharField(
        label=_("Which one"),
        max_length=2000,
        help_text=_("The key of the collection or source, or what follows the ? of a search."),
    )
    kind = forms.ChoiceField(label=_("What it lists"), choices=Dataset.Kind.choices)
    language = forms.ChoiceField(label=_("Main language"), choices=[(code, NATIVE_NAMES[code]) for code in LANGUAGES])
    license = forms.ChoiceField(label=_("Licence"), choices=[(key, each.name) for key, each in LICENSES.items()])
    keywords = forms.CharField(label=_("Keywords"), required=False, help_text=_("Separated by commas."))
    every = forms.ChoiceField(label=_("Published"), choices=Dataset.Every.choices, required=False)

    def __init__(self, dataset: Dataset, given: Any = None) -> None:
        super().__init__(given, initial=_initial(dataset), prefix="")
        self._dataset = dataset
        self.label_suffix = ""
        for code in LANGUAGES:
            native = NATIVE_NAMES[code]
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": native}, required=False, max_length=500
            )
            self.fields[f"abstract_{code}"] = forms.CharField(
                label=_("Description (%(language)s)") % {"language": native},
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
            self.initial.update(
                {f"title_{code}": dataset.title.get(code, ""), f"abstract_{code}": dataset.abstract.get(code, "")}
            )
        if dataset.pk:
            del self.fields["key"]
        for name in self.fields:
            self.fields[name].widget.attrs["id"] = f"field-{name}"

    def clean(self) -> dict[str, Any]:
        """Holds the title against the language, and the search against what can be asked."""
        cleaned = cast(dict[str, Any], super().clean())
        if not cleaned.get(f"title_{cleaned.get('language', 'en')}"):
            self.add_error(f"title_{cleaned.get('language', 'en')}", _("A title in the main language is needed."))
        if cleaned.get("scope") == Dataset.Scope.SEARCH:
            self._check_search(cleaned.get("of", ""))
        if not self._dataset.pk and Dataset.objects.filter(key=cleaned.get("key", "")).exists():
            self.add_error("key", _("There is a data set of this key already."))
        return cleaned

    def _check_search(self, asked: str) -> None:
        parameters = QueryDict(asked)
        try:
            query_of({name: parameters.getlist(name) for name in parameters})
        except ParameterError as error:
            self.add_error("of", f"{error.parameter}: {error.reason}")

    def said(self, people: list[dict[str, str]]) -> dict[str, Any]:
        """The answers as the model keeps them."""
        plain = {name: self.cleaned_data[name] for name in ("scope", "of", "kind", "language", "license", "every")}
        texts = {
            name: {code: text for code in LANGUAGES if (text := self.cleaned_data[f"{name}_{code}"].strip())}
            for name in ("title", "abstract")
        }
        keywords = [word for part in self.cleaned_data["keywords"].split(",") if (word := part.strip())]
        return {**plain, **texts, "keywords": keywords, "people": people}


def _initial(dataset: Dataset) -> dict[str, Any]:
    plain = {name: getattr(dataset, name) for name in ("key", "scope", "of", "kind", "language", "license", "every")}
    return {**plain, "keywords": ", ".join(dataset.keywords)}


def people_of(given: Any) -> list[dict[str, str]]:
    """The people in a posted form: a row for each role; a row without any name is none."""
    columns = {name: given.getlist(f"person_{name}") for name in PERSON}
    rows = [dict(zip(columns, cells, strict=False)) for cells in zip(*columns.values(), strict=False)]
    cleaned = [{name: re.sub(r"\s+", " ", text).strip()[:200] for name, text in row.items()} for row in rows]
    return [row for row in cleaned if row["surname"] or row["organisation"]]


PERSON = ("role", "given", "surname", "organisation", "email", "orcid")


def person_rows(people: list[dict[str, str]]) -> list[dict[str, Any]]:
    """The rows of people a form shows: those known and a few empty ones, each with its number."""
    empty = [dict.fromkeys(PERSON, "") for _each in range(MORE_PEOPLE)]
    return [{**dict.fromkeys(PERSON, ""), **row, "number": at} for at, row in enumerate([*people, *empty], start=1)]
