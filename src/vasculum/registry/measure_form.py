"""What is filled in about a figure: as one would print it, or its low, best and high values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vasculum.model.measure import Measure as Told
from vasculum.registry.figures import read_figure
from vasculum.registry.form_fields import CodeField, Group, group
from vasculum.registry.models import Measure
from vasculum.registry.rules import CellError, partial_date
from vasculum.registry.words import measure_in_words
from vasculum.web.layout import current_language

MOST = 10**15
VALUES = ("low", "best", "high")


class MeasureForm(forms.Form):
    """A figure; where only its printed form is given, that is read."""

    counted = CodeField("counted", label=_("What is counted"), required=True, initial="held")
    unit = CodeField("unit", label=_("Unit"), required=True)
    printed = forms.CharField(
        label=_("The figure as you would write it"), required=False, max_length=200,
        help_text=_("Such as: about 4 million · 0,41Mio · more than 6600 · ? (not known) · pm (present, not counted)"),
    )  # fmt: skip
    low = forms.IntegerField(label=_("At least"), required=False, min_value=0, max_value=MOST)
    best = forms.IntegerField(label=_("Best"), required=False, min_value=0, max_value=MOST)
    high = forms.IntegerField(label=_("At most"), required=False, min_value=0, max_value=MOST)
    basis = CodeField("basis", label=_("How it was found"), required=True, initial="unknown")
    as_of = forms.CharField(
        label=_("As of"), required=False, max_length=21, help_text=_("A year, a month (2024-05), a day, or two joined by /.")
    )
    by_whom = forms.CharField(label=_("By whom"), required=False, max_length=200)
    source = forms.CharField(label=_("Source"), required=False, max_length=300)
    supersedes = forms.ModelChoiceField(Measure.objects.none(), label=_("In place of"), required=False)

    def __init__(self, older: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        replaced: Any = self.fields["supersedes"]
        replaced.queryset, replaced.label_from_instance = older, _in_words

    def clean_as_of(self) -> str:
        """A partial date or an interval."""
        try:
            return partial_date(self.cleaned_data["as_of"].strip())
        except CellError:
            raise forms.ValidationError(_("This is no date: write 2024, 2024-05 or 2024-05-31.")) from None

    def clean(self) -> dict[str, Any]:
        """Something must be said, what is printed must be readable, and low, best and high must be in order."""
        cleaned = super().clean() or {}
        values = [cleaned[name] for name in VALUES if cleaned.get(name) is not None]
        if values != sorted(values):
            self.add_error("low", _("At least, best and at most must go up."))
        if not cleaned.get("printed") and not values and not self.errors:
            self.add_error("printed", _("Give a figure, or ? where it is not known."))
        if cleaned.get("printed") and not values and read_figure(cleaned["printed"]) is None:
            self.add_error("printed", _("This figure could not be read: give its values below, or write it otherwise."))
        return cleaned

    def told(self) -> Told:
        """The figure."""
        said = self.cleaned_data
        values = {name: said[name] for name in VALUES}
        read = read_figure(said["printed"]) if said["printed"] else None
        step = None
        if read and not any(value is not None for value in values.values()):
            values, qualifier, step = {name: getattr(read, name) for name in VALUES}, read.qualifier, read.step
        else:
            qualifier = (
                read.qualifier if read and read.qualifier not in {"unknown", "pro_memoria", "none"} else _qualifier(values)
            )
        verbatim = {"und": said["printed"]} if said["printed"] else {}
        return Told(
            said["counted"], said["unit"], **values, qualifier=qualifier, basis=said["basis"], as_of=said["as_of"],
            by_whom=said["by_whom"], source=said["source"], verbatim=verbatim, printed_step=step,
        )  # fmt: skip

    def groups(self) -> list[Group]:
        """The form in its order."""
        return [
            group(self, _("What is counted"), ["counted", "unit"]),
            group(self, _("How much"), ["printed", *VALUES]),
            group(self, _("How well it is known"), ["basis", "as_of", "by_whom", "source", "supersedes"]),
        ]


def _in_words(older: Measure) -> str:
    return measure_in_words(older.plain, current_language())


def _qualifier(values: dict[str, int | None]) -> str:
    """What values without words say: exact, open above or below, or between two bounds."""
    if values["best"] is not None:
        return "plain" if values["low"] == values["high"] else "about"
    if values["low"] is not None:
        return "between" if values["high"] is not None else "at_least"
    return "up_to"
