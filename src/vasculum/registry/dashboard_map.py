"""The institutions of the dashboard on a map, and as the table that says the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from vasculum.registry.institution_facts import role_of
from vasculum.registry.lines import Chart, Line
from vasculum.registry.models import Institution


def institutions_on_map(institutions: Sequence[Institution], language: str, address: Callable[[str], str]) -> Chart:
    """Every institution with its town, its role and where it lies, by name."""
    lines = [_line(each, language, address(each.key)) for each in institutions]
    note = _("Each dot is an institution; those whose place is not known stand in the table alone.")
    return Chart("map", _("Where they are"), sorted(lines, key=lambda line: line.label.casefold()), note)


def _line(institution: Institution, language: str, address: str) -> Line:
    place = "" if institution.latitude is None else f"{institution.latitude}, {institution.longitude}"
    town = ", ".join(filter(None, (institution.city, institution.country)))
    return Line(
        institution.key,
        institution.name(language),
        words=town,
        address=address,
        deeper=place,
        beside=role_of(institution, language),
    )
