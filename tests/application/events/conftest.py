"""A node with a fishery survey of 1921: a cruise of two hauls, what was measured at them and what was in the nets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from vasculum.harvest.actions import harvest
from vasculum.harvest.node import make_node
from vasculum.harvest.progress import silent
from vasculum.site.messages import compile_all
from vasculum.specimens import queries

EVENTS = """\
eventID\tparentEventID\teventType\teventDate\tcountryCode\tdecimalLatitude\tdecimalLongitude\tlocality\tsamplingProtocol
cruise-1\t\tcruise\t1921-06-01/1921-06-30\tBE\t\t\t\t
haul-1\tcruise-1\thaul\t1921-06-04\tBE\t51.41\t3.02\tVlakte van de Raan\tshrimp trawl
haul-2\tcruise-1\thaul\t1921-06-20\tBE\t51.36\t2.75\tMiddelkerke bank\tshrimp trawl
"""
OCCURRENCES = """eventID\toccurrenceID\tscientificName\tindividualCount\tbasisOfRecord
haul-1\tcatch-1\tCrangon crangon\t3800\tHumanObservation
haul-1\tcatch-2\tPandalus montagui\t12\tHumanObservation
haul-2\tcatch-3\tCrangon crangon\t2100\tHumanObservation
"""
MEASUREMENTS = """eventID\toccurrenceID\tmeasurementType\tmeasurementValue\tmeasurementUnit
haul-1\t\tbottom temperature\t11.5\t°C
haul-1\t\twind\tmoderate <b>breeze</b>\t
haul-2\t\tbottom temperature\t14\t°C
haul-1\tcatch-1\ttotal weight\t38\tkg
"""


@pytest.fixture
def surveyed(tmp_path: Path, settings: LazySettings, db: None) -> Iterator[Path]:  # noqa: ARG001
    """The node with the survey as the one this process serves."""
    compile_all()
    survey = tmp_path / "survey"
    survey.mkdir()
    for name, text in (("event", EVENTS), ("occurrence", OCCURRENCES), ("emof", MEASUREMENTS)):
        (survey / f"{name}.tsv").write_text(text, encoding="utf-8")
    node = make_node(tmp_path / "node", "10.5072")
    settings.NODE = node.root
    assert harvest(node, survey, "fishery", silent).state == "committed"
    _forget()
    yield node.root
    _forget()


def _forget() -> None:
    cache.clear()
    queries.node.cache_clear()
    queries.catalogue.cache_clear()


@pytest.fixture
def browser() -> Client:
    """A visitor who wants pages."""
    return Client(headers={"accept": "text/html"})
