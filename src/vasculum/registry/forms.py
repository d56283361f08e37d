"""What is filled in about an institution and about a collection; each form knows the registry's fields it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vasculum.model.period import NOT_STATED, ONGOING, STATED, UNKNOWN
from vasculum.registry.form_fields import (
    CodeField,
    CodesField,
    Group,
    LinesField,
    SystemsField,
    group,
    joined,
    language_fields,
    spread,
)
from vasculum.registry.models import Collection, Institution
from vasculum.registry.rules import PARTIAL_DATE

Texts = Mapping[str, Promise]


class SubjectForm(forms.Form):
    """The common part: the version that the editor saw, language maps, and plain fields named as in the registry."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    texts: Texts = {}
    short: frozenset[str] = frozenset({"names"})

    def __init__(self, subject: Institution | Collection, *args: Any, **kwargs: Any) -> None:
        self.subject = subject
        super().__init__(*args, **{**kwargs, "initial": {**self.read(subject), **kwargs.get("initial", {})}})
        for name in self.texts:
            self.fields.update(language_fields(name, long=name not in self.short))

    @classmethod
    def plain(cls) -> list[str]:
        """The fields that are fields of the registry as they are."""
        return [name for name in cls.base_fields if name != "version"]

    @classmethod
    def read(cls, subject: Institution | Collection) -> dict[str, Any]:
        """What the form shows at first."""
        found = {name: getattr(subject, name) for name in cls.plain()} | {"version": subject.version}
        for name in cls.texts:
            found |= spread(name, getattr(subject, name))
        return found

    def clean(self) -> dict[str, Any]:
        """At least one name must stay."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in cleaned if name.startswith("names_")):
            self.add_error(None, _("Give a name in at least one language."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The registry's fields as they were filled in."""
        told = {name: self.cleaned_data[name] for name in self.plain()}
        return told | {name: joined(self.cleaned_data, name, getattr(self.subject, name)) for name in self.texts}

    def groups(self) -> list[Group]:
        """The form in its order."""
        return self.text_groups()

    def text_groups(self) -> list[Group]:
        """The language maps, each under its own legend."""
        return [group(self, legend, [name], in_languages=True) for name, legend in self.texts.items()]


class InstitutionForm(SubjectForm):
    """Everything about an institution but its identifiers, its place in the consortium and its people."""

    acronym = forms.CharField(label=_("Acronym"), required=False, max_length=40)
    other_names = LinesField(label=_("Other names"))
    other_acronyms = LinesField(label=_("Other acronyms"))
    city = forms.CharField(label=_("Town"), required=False, max_length=120)
    region = forms.CharField(label=_("Region"), required=False, max_length=120)
    country = forms.RegexField("[A-Z]{2}", label=_("Country"), required=False, help_text=_("Two capitals, such as BE."))
    latitude = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)
    homepage = forms.URLField(label=_("Website"), required=False, max_length=500, assume_scheme="https")
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=60)
    founding_year = forms.IntegerField(label=_("Founded"), required=False, min_value=1000, max_value=2100)
    networks = LinesField(label=_("Networks"))
    systems = SystemsField(label=_("Systems"))
    disciplines = CodesField("discipline", label=_("Disciplines"))
    material_kinds = CodesField("material_kind", label=_("Kinds of material"))
    texts = {"names": _("Names"), "note": _("Note")}

    def groups(self) -> list[Group]:
        """The form in its order."""
        names, note = self.text_groups()
        return [
            names,
            group(self, _("Also called"), ["acronym", "other_names", "other_acronyms"]),
            group(self, _("Where"), ["city", "region", "country", "latitude", "longitude"]),
            group(self, _("How to reach it"), ["homepage", "email", "phone"]),
            group(self, _("What it is"), ["founding_year", "networks", "systems", "disciplines", "material_kinds"]),
            note,
        ]


class CollectionForm(SubjectForm):
    """Everything about a collection but its figures, its states and its people."""

    code = forms.CharField(label=_("Code"), required=False, max_length=80)
    other_names = LinesField(label=_("Other names"))
    department = forms.CharField(label=_("Department"), required=False, max_length=200)
    discipline = CodeField("discipline", label=_("Discipline"))
    disciplines = CodesField("discipline", label=_("Every discipline in it"))
    material_kind = CodeField("material_kind", label=_("Kind of material"))
    material_kinds = CodesField("material_kind", label=_("Every kind of material in it"))
    hosted_at = forms.ModelChoiceField(
        Institution.objects.order_by("key"),
        label=_("Kept at"),
        required=False,
        help_text=_("Where another institution keeps it."),
    )
    part_of = forms.ModelChoiceField(Collection.objects.none(), label=_("Part of"), required=False)
    homepage = forms.URLField(label=_("Website"), required=False, max_length=500, assume_scheme="https")
    systems = SystemsField(label=_("Systems"))
    texts = {
        "names": _("Names"),
        "description": _("Description"),
        "taxonomic_coverage": _("Groups"),
        "geographic_coverage": _("Places"),
        "temporal_coverage": _("Times"),
        "access": _("Access"),
        "restrictions": _("Restrictions"),
        "digitisation": _("Digitisation"),
        "note": _("Note"),
    }

    def __init__(self, subject: Collection, *args: Any, **kwargs: Any) -> None:
        super().__init__(subject, *args, **kwargs)
        wholes = Collection.objects.filter(institution=subject.institution, level=subject.level).exclude(pk=subject.pk)
        self.fields["part_of"].queryset = wholes  # type: ignore[attr-defined]

    def clean_part_of(self) -> Collection | None:
        """A whole that is not a part of the collection itself."""
        whole: Collection | None = self.cleaned_data["part_of"]
        above, seen = whole, set[int]()
        while above is not None and above.pk not in seen:
            if above.pk == self.subject.pk:
                raise forms.ValidationError(_("This is a part of the collection itself."))
            seen.add(above.pk)
            above = above.part_of
        return whole

    def groups(self) -> list[Group]:
        """The form in its order."""
        names, *others = self.text_groups()
        return [
            names,
            group(self, _("Also called"), ["code", "other_names"]),
            group(self, _("Where"), ["department", "hosted_at", "part_of"]),
            group(self, _("What it is"), ["discipline", "disciplines", "material_kind", "material_kinds", "systems", "homepage"]),
            *others,
        ]


PERIOD_STATES: Sequence[tuple[str, Promise]] = (
    (NOT_STATED, _("not stated")),
    (STATED, _("on this date")),
    (UNKNOWN, _("not known")),
    (ONGOING, _("still so")),
)


class StatusForm(forms.Form):
    """A state of a collection: from when until when, why, and at risk who retires when."""

    status = CodeField("status", label=_("State"), required=True)
    begins = forms.RegexField(PARTIAL_DATE, label=_("From"), required=False, help_text=_("A year, a month (2024-05) or a day."))
    begins_state = forms.ChoiceField(label=_("Beginning"), choices=PERIOD_STATES[:3])
    ends = forms.RegexField(PARTIAL_DATE, label=_("Until"), required=False, help_text=_("A year, a month (2024-05) or a day."))
    ends_state = forms.ChoiceField(label=_("End"), choices=PERIOD_STATES)
    retires_on = forms.RegexField(PARTIAL_DATE, label=_("The keeper retires"), required=False)
    successor = CodeField("successor", label=_("Successor"))
    source = forms.CharField(label=_("Who says so"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(language_fields("reason", long=True))

    def clean(self) -> dict[str, Any]:
        """A date that is typed is stated; one that is stated must be typed."""
        cleaned = super().clean() or {}
        for end in ("begins", "ends"):
            date, state = cleaned.get(end), cleaned.get(f"{end}_state")
            if date and state == NOT_STATED:
                cleaned[f"{end}_state"] = STATED
            elif bool(date) != (state == STATED):
                self.add_error(
                    end, _("Give a date, or say that it is not known.") if not date else _("There is a date beside it.")
                )
        return cleaned

    def groups(self) -> list[Group]:
        """The form in its order."""
        return [
            group(self, _("State"), ["status", "begins_state", "begins", "ends_state", "ends"]),
            group(self, _("Why"), ["reason"], in_languages=True),
            group(self, _("Care"), ["retires_on", "successor", "source"]),
        ]
