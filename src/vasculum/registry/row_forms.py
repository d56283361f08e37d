"""What is filled in row by row: identifiers, the people to ask, postal addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vasculum.model.period import NOT_STATED, STATED
from vasculum.registry.form_fields import CodeField
from vasculum.registry.forms import PERIOD_STATES
from vasculum.registry.identifiers import is_well_formed
from vasculum.registry.rules import PARTIAL_DATE

ORCID = r"https://orcid\.org/\d{4}-\d{4}-\d{4}-\d{3}[\dX]"


class IdentifierForm(forms.Form):
    """One identifier; its scheme says which form it must have."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    scheme = CodeField("identifier", label=_("Scheme"), required=True)
    value = forms.CharField(label=_("Identifier"), max_length=300)

    def clean(self) -> dict[str, Any]:
        """The identifier has the form that its scheme prescribes."""
        said = super().clean() or {}
        scheme, value = said.get("scheme"), said.get("value")
        if scheme and value and not is_well_formed(scheme, value):
            self.add_error("value", _("This does not have the form of this scheme."))
        return said


class ContactForm(forms.Form):
    """Somebody to ask: a role, and as much of the person as may be told."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    role = CodeField("contact_role", label=_("Role"), required=True)
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    position = forms.CharField(label=_("Position"), required=False, max_length=200)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=60)
    orcid = forms.RegexField(ORCID, label="ORCID", required=False, help_text="https://orcid.org/0000-0000-0000-0000")
    begins = forms.RegexField(PARTIAL_DATE, label=_("From"), required=False, help_text=_("A year, a month (2024-05) or a day."))
    ends = forms.RegexField(PARTIAL_DATE, label=_("Until"), required=False, help_text=_("A year, a month (2024-05) or a day."))
    ends_state = forms.ChoiceField(label=_("End"), choices=PERIOD_STATES, required=False, initial=NOT_STATED)

    def clean(self) -> dict[str, Any]:
        """A date that is typed is stated; one that is stated must be typed."""
        said = super().clean() or {}
        said["begins_state"] = STATED if said.get("begins") else NOT_STATED
        state = said.get("ends_state") or NOT_STATED
        said["ends_state"] = STATED if said.get("ends") and state == NOT_STATED else state
        if bool(said.get("ends")) != (said["ends_state"] == STATED):
            self.add_error(
                "ends", _("There is a date beside it.") if said.get("ends") else _("Give a date, or say that it is not known.")
            )
        return said


class AddressForm(forms.Form):
    """One postal address."""

    kind = forms.ChoiceField(
        label=_("Kind of address"), choices=(("physical", _("where it lies")), ("mailing", _("for the post"))), initial="physical"
    )
    street = forms.CharField(label=_("Street and number"), required=False, max_length=300)
    postal_code = forms.CharField(label=_("Postal code"), required=False, max_length=20)
    city = forms.CharField(label=_("Town"), max_length=120)
    province = forms.CharField(label=_("Province"), required=False, max_length=120)
    country = forms.RegexField("[A-Z]{2}", label=_("Country"), required=False, help_text=_("Two capitals, such as BE."))


class Rows(forms.BaseFormSet):  # type: ignore[type-arg]
    """Every row of one kind; the same one twice is told."""

    def clean(self) -> None:
        """No row comes twice."""
        if any(self.errors):
            return
        told = [tuple(sorted((name, str(value)) for name, value in each.items() if name != "id")) for each in self.told()]
        if len(set(told)) < len(told):
            raise forms.ValidationError(_("The same one stands here twice."))

    def told(self) -> list[dict[str, Any]]:
        """The rows as they were filled in, without those that are empty or taken away."""
        kept = [each.cleaned_data for each in self.forms if each not in self.deleted_forms]
        return [{name: value for name, value in each.items() if name != "DELETE"} for each in kept if each]


FORMS: Mapping[str, Any] = {
    kind: forms.formset_factory(form, formset=Rows, extra=2, can_delete=True, max_num=100, validate_max=True)
    for kind, form in {"identifiers": IdentifierForm, "contacts": ContactForm, "addresses": AddressForm}.items()
}
"""The rows to fill in, by kind."""
