"""The forms of the help desk: a question, and what is said later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from vasculum.helpdesk.queries import institutions
from vasculum.helpdesk.rules import KIND_LABELS, LONGEST_TEXT, PID
from vasculum.people.anonymous import AnonymousForm


class QuestionForm(AnonymousForm):
    """A question: what it is about, whom it is for, and an address for the answer if one is wanted."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=list(KIND_LABELS.items()))
    institution = forms.ChoiceField(label=_("Who shall answer?"), required=False)
    pid = forms.CharField(
        label=_("The specimen’s number, if it is about one"), required=False, max_length=80,
        validators=[RegexValidator(rf"^{PID}\Z", _("A number like 10.5072/000-000-01D is needed."))],
    )  # fmt: skip
    text = forms.CharField(label=_("Your question"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 7}))
    email = forms.EmailField(
        label=_("Your e-mail address"), required=False, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Only if you want the answer by e-mail. We forget it once the question is closed."),
    )  # fmt: skip

    def __init__(self, language: str, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        asked = self.fields["institution"]
        assert isinstance(asked, forms.ChoiceField)
        asked.choices = [("", _("I do not know: the consortium")), *institutions(language)]


class MoreForm(AnonymousForm):
    """What the asker adds."""

    text = forms.CharField(label=_("Write more"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(forms.Form):
    """An answer, or a note for colleagues."""

    text = forms.CharField(label=_("Answer or note"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6}))


class HandOnForm(forms.Form):
    """Another institution that shall answer."""

    institution = forms.ChoiceField(label=_("Who shall answer?"), required=False)

    def __init__(self, language: str, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        asked = self.fields["institution"]
        assert isinstance(asked, forms.ChoiceField)
        asked.choices = [("", _("The consortium")), *institutions(language)]
