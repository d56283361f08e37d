"""Where the numbers of the dashboard lead: to the dashboard opened further, or to the list of collections behind them."""

from __future__ import annotations

from dataclasses import dataclass

from vasculum.registry.choices import Wanted
from vasculum.web.addresses import with_parameters


@dataclass(frozen=True, slots=True)
class Addresses:
    """The paths of the dashboard and of the list of collections in one language."""

    language: str
    dashboard: str
    collections: str

    def to_dashboard(self, wanted: Wanted, **other: str) -> str:
        """The dashboard that is wanted, with other parameters in the place of its own."""
        return with_parameters(self.dashboard, wanted.parameters(**other))

    def to_list(self, wanted: Wanted, *places: str, **conditions: str) -> str:
        """The collections behind a number: those at places on axes (`storage:living`) that fulfil the conditions."""
        choice = {"institution": list(wanted.institutions), "described": [wanted.described], "at": list(places)}
        return with_parameters(self.collections, choice | {name: [value] for name, value in conditions.items()})
