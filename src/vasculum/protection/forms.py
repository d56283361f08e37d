"""The form in which a rule is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vasculum.protection.models import ProtectionRule
from vasculum.protection.rules import Category
from vasculum.protection.taxa import words_of
from vasculum.registry.models import Collection

SIDES = ("west", "south", "east", "north")
_COUNTRY = r"[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?"


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A rule: what it is about, how much the public sees, and why."""

    synonyms = forms.CharField(
        label=_("Synonyms"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One on each line. Those of the checklists are known already."),
    )  # fmt: skip
    country = forms.RegexField(
        label=_("Country or region"), regex=_COUNTRY, required=False, max_length=6, help_text=_("Its code: BE, BE-VLI.")
    )
    collection = forms.ChoiceField(label=_("Collection"), required=False)

    class Meta:
        model = ProtectionRule
        fields = [
            "category", "taxon", "synonyms", "country", *SIDES, "collection", "term", "text", "reason", "document", "review",
        ]  # fmt: skip
        labels = {
            "category": _("The public sees"),
            "taxon": _("Taxon"),
            "west": _("West"),
            "south": _("South"),
            "east": _("East"),
            "north": _("North"),
            "term": _("Column"),
            "text": _("holds"),
            "reason": _("Why"),
            "document": _("Law, list or agreement"),
            "review": _("To be looked at again on"),
        }
        help_texts = {
            "taxon": _("A species, or a group with all that belongs to it; also under its synonyms, misspelt, and below it."),
            "term": _("A Darwin Core term, such as dwc:disposition."),
            "review": _("The rule goes on applying after that day."),
        }
        widgets = {"reason": forms.Textarea(attrs={"rows": 2}), "review": forms.DateInput(attrs={"type": "date"})}

    def __init__(self, institution: str, language: str, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["category"].choices = ProtectionRule.CATEGORIES  # type: ignore[attr-defined]
        self.fields["category"].initial = Category.WITHHELD.value
        self.fields["collection"].choices = _collections(institution, language)  # type: ignore[attr-defined]

    def clean_country(self) -> str:
        """The code in capitals."""
        return str(self.cleaned_data["country"]).upper()

    def clean_synonyms(self) -> list[str]:
        """A name for each line."""
        return [name for line in self.cleaned_data["synonyms"].splitlines() if (name := line.strip())]

    def clean_taxon(self) -> str:
        """A name that has letters."""
        taxon = str(self.cleaned_data["taxon"]).strip()
        if taxon and not words_of(taxon):
            raise ValidationError(_("This is no scientific name."))
        return taxon

    def clean(self) -> dict[str, Any]:
        """Asks for something that the rule is about, and for whole areas and pairs."""
        told = super().clean() or self.cleaned_data
        sides = [told.get(side) is not None for side in SIDES]
        if any(sides) and not all(sides):
            self.add_error("west", _("An area has four sides."))
        if bool(told.get("term")) != bool(told.get("text")):
            self.add_error("text", _("Tell both the column and what it holds."))
        if not self.errors and not (all(sides) or any(told.get(name) for name in ("taxon", "country", "collection", "term"))):
            self.add_error("taxon", _("What is the rule about?"))
        return told


def _collections(institution: str, language: str) -> Sequence[tuple[str, str]]:
    found = Collection.objects.order_by("key")
    of_it = found.filter(institution__key=institution) if institution else found
    return [("", ""), *((each.key, each.name(language)) for each in of_it)]
