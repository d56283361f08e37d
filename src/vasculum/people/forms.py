"""What people fill in about themselves and each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vasculum.people.labels import act_label, role_label
from vasculum.people.models import Account
from vasculum.people.policy import Role
from vasculum.web.layout import NATIVE_NAMES, current_language

LANGUAGES = list(NATIVE_NAMES.items())


class SignUpForm(forms.Form):
    """What is asked of somebody new besides what allauth asks."""

    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("How others see you. It may be any name."),
    )  # fmt: skip

    def signup(self, _request: HttpRequest, user: Account) -> None:
        """Takes over the name, and the language of the page."""
        user.name = self.cleaned_data["name"] or user.name
        user.language = current_language()
        user.save(update_fields=["name", "language"])


class AccountForm(forms.Form):
    """Name and language."""

    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("How others see you. It may be any name."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, help_text=_("In which we write to you."))


class InviteForm(forms.Form):
    """Who is invited to which role; `roles` are those that may be given."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=LANGUAGES)

    def __init__(self, roles: Iterable[Role], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=[(role.value, role_label(role)) for role in roles])


class TokenForm(forms.Form):
    """A token for a machine: what it is called, what it may do, how long."""

    label = forms.CharField(label=_("What it is for"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    scopes = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label=_("Good for how many days"), min_value=1, max_value=3650, initial=365)

    def __init__(self, acts: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"] = forms.MultipleChoiceField(
            label=_("What it may do"), widget=forms.CheckboxSelectMultiple, choices=[(act, act_label(act)) for act in acts]
        )


class EraseForm(forms.Form):
    """The question that is asked before something that cannot be taken back."""

    sure = forms.BooleanField(label=_("I understand that this cannot be taken back."))
