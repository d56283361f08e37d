"""How far a holding is digitised: what is declared, beside what the records in this node show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from vasculum.registry.choices import Wanted
from vasculum.registry.computed import LEVELS, Computed
from vasculum.registry.dashboard_addresses import Addresses
from vasculum.registry.lines import Chart, Line, bar_of, line_of, percent, reach_of
from vasculum.registry.totals import Total
from vasculum.registry.vocabularies import label
from vasculum.registry.words import number
from vasculum.web.addresses import with_parameters
from vasculum.web.writing import percent as in_percent

STEPS = ("held", "recorded", "imaged", "published")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the records of the chosen institutions in this node show, and the path of the search that finds them."""

    found: Computed
    search: str


def digitised(wanted: Wanted, addresses: Addresses, declared: Mapping[str, Total], shown: Shown) -> Chart:
    """Four bars: in the collection, recorded, imaged, published, each as declared in the unit and as counted in the node."""
    whole = declared.get("held")
    counts = {"recorded": shown.found.recorded, "imaged": shown.found.imaged, "published": shown.found.published}
    lines = [
        replace(
            _declared(wanted, addresses, declared.get(step), step, whole),
            beside=_in_this_node(counts[step], addresses.language) if counts.get(step) else "",
            beside_address=_search_for(wanted, shown, step),
        )
        for step in STEPS
    ]
    note = _(
        "Declared by keepers, as a share of what they hold; beside it the records in this node. A record may stand for many. "
        "Published in this node: the record names the licence under which it may be used."
    )
    return Chart("digitised", _("How far digitised"), lines, note)


def _declared(wanted: Wanted, addresses: Addresses, total: Total | None, step: str, whole: Total | None) -> Line:
    name = label("counted", step, addresses.language)
    if total is None:
        return Line(step, name, wanted.unit, words=label("qualifier", "none", addresses.language))
    behind = addresses.to_list(wanted, counted=step, unit=wanted.unit)
    line = line_of(total, step, name, addresses.language, behind)
    held = line_of(whole, "held", name, addresses.language) if whole else line
    share = _share(line, held, addresses.language) if step != "held" else ""
    return replace(line, words=f"{share} · {line.words}" if share else line.words, bar=bar_of(line, reach_of(held)))


def _share(part: Line, whole: Line, language: str) -> str:
    """What share of what is held, where both have a best value."""
    return in_percent(percent(part.best, whole.best), language) if part.best is not None and whole.best else ""


def _in_this_node(count: int, language: str) -> str:
    return (_("1 record in this node") if count == 1 else _("{} records in this node")).format(number(count, language))


def _search_for(wanted: Wanted, shown: Shown, step: str) -> str:
    if step not in {"recorded", "imaged"}:
        return ""
    images = {"hasMedia": ["true"]} if step == "imaged" else {}
    return with_parameters(shown.search, {"institution": list(wanted.institutions), **images})


def mids_funnel(wanted: Wanted, addresses: Addresses, declared: Mapping[str, Total], shown: Shown) -> Chart:
    """How many records reach each MIDS level or a higher one, and what is declared to be at the level."""
    lines = [_level(wanted, addresses, declared.get(f"mids_{level}"), shown, level) for level in LEVELS]
    return Chart(
        "mids",
        _("How much a record tells"),
        lines if shown.found.recorded or any(each.beside for each in lines) else (),
        _("Records in this node that reach a MIDS level or a higher one, from bare (0) to extended (3)."),
        _("No records in this node yet."),
        "brass",
    )


def _level(wanted: Wanted, addresses: Addresses, declared: Total | None, shown: Shown, level: int) -> Line:
    reached, language = shown.found.at_level(level), addresses.language
    higher = [str(each) for each in LEVELS if each >= level]
    behind = with_parameters(shown.search, {"institution": list(wanted.institutions), "midsLevel": higher})
    share = in_percent(percent(reached, shown.found.recorded), language)
    said = line_of(declared, "", "", language).words if declared else ""
    line = Line(
        f"mids_{level}", _("MIDS level {} or higher").format(level), "records", reached, reached, reached, reached,
        f"{share} · {number(reached, language)}", behind if reached else "",
        beside=_("declared at this level: {}").format(said) if said else "",
        beside_address=addresses.to_list(wanted, counted=f"mids_{level}", unit=wanted.unit) if said else "",
    )  # fmt: skip
    return replace(line, bar=bar_of(line, shown.found.recorded))
