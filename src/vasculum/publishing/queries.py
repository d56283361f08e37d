"""What pages and feeds ask of data sets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from vasculum.harvest.gate import rules_state
from vasculum.publishing import editions
from vasculum.publishing.editions import Edition
from vasculum.publishing.models import Dataset

ARCHIVES = "archives"


@dataclass(frozen=True, slots=True)
class Published:
    """A data set and the version of it that is served."""

    dataset: Dataset
    edition: Edition


def archives() -> Path:
    """Where the versions of this node lie."""
    return Path(settings.NODE) / ARCHIVES


def editions_of(dataset: Dataset) -> list[Edition]:
    """The versions of a data set, the newest first, withdrawn ones among them."""
    return editions.editions(archives(), dataset.key)


def served(dataset: Dataset) -> Edition | None:
    """The version that is served; none that was made under other rules of the gate than those of now."""
    found = editions.newest(archives(), dataset.key)
    return None if found is None or is_outdated(found) else found


def is_outdated(edition: Edition) -> bool:
    """Whether a version was made under other rules of the gate than those of now, and must not be served."""
    return bool(edition.facts["made_of"]["rules"] != rules_state())


def faults() -> list[str]:
    """What is wrong with the files of any published version, a line each."""
    return [fault for dataset in Dataset.objects.all() for edition in editions_of(dataset) for fault in editions.faults(edition)]


def published() -> list[Published]:
    """Every data set that has a version to serve, the last published first."""
    found = ((dataset, served(dataset)) for dataset in Dataset.objects.all())
    known = [Published(dataset, edition) for dataset, edition in found if edition]
    return sorted(known, key=lambda each: (each.edition.made, each.dataset.key), reverse=True)
