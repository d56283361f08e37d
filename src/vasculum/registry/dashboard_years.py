"""Changes over time, as lines of a chart."""

from __future__ import annotations

from django.utils.translation import gettext as _

from vasculum.model.measure import Measure as Told
from vasculum.registry.choices import Wanted
from vasculum.registry.dashboard_addresses import Addresses
from vasculum.registry.lines import Chart, Line
from vasculum.registry.over_time import Known, OverTime
from vasculum.registry.words import measure_in_words, number


def years(wanted: Wanted, addresses: Addresses, known: OverTime) -> Chart:
    """What was known at the end of each year, with the collections that stated a figure in it."""
    note = _("For every year the newest figure of each collection up to then, added up; a whisker reaches from low to high.")
    if known.undated:
        undated = _("Figures without a date count as older than any with: {}.").format(number(known.undated, addresses.language))
        note = f"{note} {undated}"
    lines = [_line(wanted, addresses, each) for each in known.years]
    return Chart("over-time", _("Changes over time"), lines, note, _("No figure in this unit has a date."))


def _line(wanted: Wanted, addresses: Addresses, known: Known) -> Line:
    qualifier = "about" if known.best else "at_least"
    told = Told("held", wanted.unit, known.low, known.best or None, known.high, qualifier)
    stated = _("1 figure of this year") if known.stated == 1 else _("{} figures of this year")
    behind = addresses.to_list(wanted, counted="held", unit=wanted.unit, year=known.year)
    return Line(
        known.year, known.year, wanted.unit, known.low, known.best or None, known.high, known.figures,
        measure_in_words(told, addresses.language), beside=stated.format(number(known.stated, addresses.language)),
        beside_address=behind,
    )  # fmt: skip
