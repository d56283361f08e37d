"""What a page tells of an institution: its role, its addresses, where it lies, and what its collections make together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from vasculum.registry.choices import HOLDINGS, Wanted
from vasculum.registry.dashboard_addresses import Addresses
from vasculum.registry.lines import Chart, bar_of, line_of, reach_of
from vasculum.registry.models import Institution
from vasculum.registry.sketch_map import Place, Sketch, sketch
from vasculum.registry.sums import totals_of
from vasculum.registry.vocabularies import label
from vasculum.web.writing import country


def role_of(institution: Institution, language: str) -> str:
    """What an institution is in the consortium; nothing where nobody said."""
    roles = {"consortium_category": institution.consortium_category, "consortium_role": institution.consortium_role}
    named = [label(name, code, language) for name, code in roles.items() if code and code != "none"]
    return " · ".join(dict.fromkeys(named))


def addresses_of(institution: Institution, language: str) -> list[tuple[str, ...]]:
    """The postal addresses, each as its lines; a town stated apart from any address is one too."""
    told = [_lines(each, language) for each in institution.addresses or [_seat(institution)]]
    return [lines for lines in told if lines]


def _seat(institution: Institution) -> dict[str, str]:
    return {"city": institution.city, "country": institution.country}


def _lines(address: dict[str, str], language: str) -> tuple[str, ...]:
    town = " ".join(filter(None, (address.get("postal_code", ""), address.get("city", ""))))
    land = country(address["country"], language) if address.get("country") else ""
    return tuple(filter(None, (address.get("street", ""), town, address.get("province", ""), land)))


def whereabouts(institutions: Iterable[Institution], language: str, address: Callable[[str], str]) -> Sketch | None:
    """A map of the institutions whose place is known; none where none is."""
    return sketch(
        [
            Place(each.longitude, each.latitude, each.name(language), address(each.key))
            for each in institutions
            if each.longitude is not None and each.latitude is not None
        ]
    )


def totals_chart(institution: Institution, language: str, collections: str) -> Chart:
    """What an institution's own collections make together, unit by unit, and how many say nothing."""
    wanted, addresses = Wanted((institution.key,), HOLDINGS), Addresses(language, "", collections)
    found = totals_of(wanted.choice)
    lines = [
        line_of(total, unit, label("unit", unit, language), language, addresses.to_list(wanted, counted="held", unit=unit))
        for unit, total in found.by_unit.items()
    ]
    silent = sum(each.reason in {"unknown", "pro_memoria", "none"} for each in found.left_out)
    note = _("Collections of unknown size, which no total holds: {}.").format(silent) if silent else ""
    return Chart("totals", _("How much is held"), [replace(each, bar=bar_of(each, reach_of(each))) for each in lines], note)
