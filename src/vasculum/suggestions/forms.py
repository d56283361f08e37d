"""The form in which anybody suggests a change, and the one in which it is decided on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vasculum.model.language_map import name_in
from vasculum.people.anonymous import AnonymousForm
from vasculum.suggestions.rules import CREATE, FIELDS, KIND_LABELS, KINDS, UPDATE, Suggestable, needs_target


class SuggestionForm(AnonymousForm):
    """A suggestion about an institution or a collection: what it is, and the fields as they stand."""

    def __init__(
        self,
        subject: str,
        language: str,
        targets: Sequence[tuple[str, Mapping[str, str]]],
        *args: Any,
        is_new: bool,
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self.language = language
        if not is_new:
            kinds = [(kind, KIND_LABELS[kind]) for kind in KINDS[subject]]
            self.fields["kind"] = forms.ChoiceField(label=_("What is it about?"), choices=kinds, initial=UPDATE)
        for each in FIELDS[subject]:
            self.fields[each.name] = _field(each, is_needed=is_new and each.name == "names")
        self.fields["target"] = forms.ChoiceField(
            label=_("Institution it belongs to") if is_new else _("The other one"),
            required=False,
            choices=[("", ""), *((key, f"{name_in(names, language)} ({key})") for key, names in targets)],
            help_text="" if is_new else _("Only where it is the same as another one, or belongs to another institution."),
        )
        self.fields["comment"] = forms.CharField(
            label=_("Why, and how you know"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["email"] = forms.EmailField(
            label=_("Your e-mail address"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            help_text=_("Only if you want to hear what became of it. We forget it after the decision."),
        )  # fmt: skip
        self.order_fields(["kind", "target", *(each.name for each in FIELDS[subject]), "comment", "email", "website"])

    def clean(self) -> dict[str, Any]:
        """Asks for the other one where there must be one."""
        told = super().clean() or self.cleaned_data
        if needs_target(told.get("kind", CREATE)) and not told.get("target"):
            self.add_error("target", _("Which one?"))
        return told


def _field(each: Suggestable, *, is_needed: bool) -> forms.Field:
    label = str(each.label)
    if each.kind == "url":
        return forms.URLField(label=label, required=is_needed, max_length=each.longest, assume_scheme="https")
    if each.kind == "email":
        return forms.EmailField(label=label, required=is_needed, max_length=each.longest)
    widget = forms.Textarea(attrs={"rows": 4}) if each.is_long else forms.TextInput()
    return forms.CharField(label=label, required=is_needed, max_length=each.longest, widget=widget)


class DecisionForm(forms.Form):
    """The moderator's decision, and why."""

    reason = forms.CharField(
        label=_("Why"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The proposer reads this. Needed to discard."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Asks for a reason to discard."""
        told = super().clean() or self.cleaned_data
        if "discard" in self.data and not told.get("reason"):
            self.add_error("reason", _("Tell the proposer why."))
        return told
