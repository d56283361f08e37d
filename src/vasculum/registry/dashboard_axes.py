"""Along the other axes: how objects are kept, and from which regions and habitats they come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from vasculum.registry.axes import axis, axis_label, path
from vasculum.registry.axis_sums import Cell, cells
from vasculum.registry.choices import Wanted
from vasculum.registry.dashboard_addresses import Addresses
from vasculum.registry.lines import Chart, Line, largest_first, line_of, with_bars
from vasculum.registry.models import Allocation
from vasculum.registry.sums import chosen
from vasculum.registry.vocabularies import label
from vasculum.registry.words import number


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many parts of collections come from a region and a habitat: rows of a name and its cells, each a line."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Line, ...]], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every cell that holds something."""
        return tuple(each for _name, row in self.rows for each in row if each.best)


def storage(wanted: Wanted, addresses: Addresses) -> Chart:
    """Ways of keeping, with how much is kept so and how many parts of collections that are."""
    tops = [each for each in cells("storage", wanted.choice) if each.code and not each.parent]
    lines = largest_first(_kept(wanted, addresses, each) for each in tops)
    return Chart(
        "storage",
        _("By storage and preservation"),
        with_bars(lines),
        _("How the objects are kept, as far as collections were divided by it."),
        _("No collection here has been divided in this way yet."),
        "brass",
    )


def _kept(wanted: Wanted, addresses: Addresses, cell: Cell) -> Line:
    name, place = axis_label("storage", cell.code, addresses.language), f"storage:{cell.code}"
    parts, behind = _parts(cell.parts, addresses.language), addresses.to_list(wanted, place)
    beside: dict[str, Any] = {"beside": parts, "beside_address": behind}
    if wanted.unit not in cell.totals:
        return Line(cell.code, name, wanted.unit, words=label("qualifier", "none", addresses.language), **beside)
    behind = addresses.to_list(wanted, place, counted="held", unit=wanted.unit)
    return replace(line_of(cell.totals[wanted.unit], cell.code, name, addresses.language, behind), **beside)


def _parts(count: int, language: str) -> str:
    words = _("1 part of a collection") if count == 1 else _("{} parts of collections")
    return words.format(number(count, language))


def regions(wanted: Wanted, addresses: Addresses) -> Matrix:
    """How many parts of collections come from each region and habitat."""
    parts = Allocation.objects.filter(collection__in=chosen(wanted.choice)).exclude(realm="", biome="")
    counts = Counter((_top("realm", realm), _top("biome", biome)) for realm, biome in parts.values_list("realm", "biome"))
    realms = [code for code in (*axis("realm"), "") if any(realm == code for realm, _biome in counts)]
    biomes = [code for code in (*axis("biome"), "") if any(biome == code for _realm, biome in counts)]
    return Matrix(
        tuple(_name("biome", biome, addresses.language) for biome in biomes),
        tuple((_name("realm", r, addresses.language), _row(wanted, addresses, r, biomes, counts)) for r in realms),
    )


def _row(
    wanted: Wanted, addresses: Addresses, realm: str, biomes: list[str], counts: Counter[tuple[str, str]]
) -> tuple[Line, ...]:
    return tuple(_crossing(wanted, addresses, realm, biome, counts[realm, biome]) for biome in biomes)


def _top(name: str, code: str) -> str:
    return path(name, code)[0] if code in axis(name) else ""


def _name(axis_name: str, code: str, language: str) -> str:
    return axis_label(axis_name, code, language) if code else _("not stated")


def _crossing(wanted: Wanted, addresses: Addresses, realm: str, biome: str, count: int) -> Line:
    language = addresses.language
    behind = addresses.to_list(wanted, f"realm:{realm}", f"biome:{biome}") if count else ""
    both = f"{_name('realm', realm, language)}, {_name('biome', biome, language)}"
    return Line(f"{realm}/{biome}", both, "", count, count, count, count, number(count, language), behind)
