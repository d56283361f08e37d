"""Acts: describe a data set, publish a version, publish what is due, withdraw what must not be served."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from vasculum.harvest.node import Node
from vasculum.lake.lock import Busy
from vasculum.people import audit
from vasculum.people.policy import Actor
from vasculum.publishing import editions
from vasculum.publishing.editions import Edition
from vasculum.publishing.making import archives_of, make
from vasculum.publishing.models import Dataset
from vasculum.publishing.queries import is_outdated
from vasculum.publishing.rules import EVERY, FAILURES_BEFORE_ALERT, LEASE, pause_after
from vasculum.registry.permission import require_act

ACT = "publish dataset"
OUTDATED = "what the public may see has changed since"
_LOG = logging.getLogger(__name__)


@transaction.atomic
def describe(actor: Actor, dataset: Dataset, said: Mapping[str, Any], now: dt.datetime) -> Dataset:
    """Saves a data set, new or known, with what is said of it; raises NotAllowed."""
    require_act(actor, ACT, dataset.institution)
    changed = {name: value for name, value in said.items() if getattr(dataset, name) != value}
    before = {name: getattr(dataset, name) for name in changed} if dataset.pk else None
    for name, value in said.items():
        setattr(dataset, name, value)
    dataset.changed = now
    dataset.due = _next_due(dataset, dataset.due, now)
    dataset.save()
    audit.record(actor, ACT, f"dataset/{dataset.key}", before, changed or dict(said), dataset.institution)
    return dataset


def _next_due(dataset: Dataset, due: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    if not dataset.every:
        return due
    return min(filter(None, (due, now + EVERY[dataset.every])))


@transaction.atomic
def ask_for_publication(actor: Actor, dataset: Dataset, now: dt.datetime) -> None:
    """Asks that a version is made as soon as somebody can; raises NotAllowed."""
    require_act(actor, ACT, dataset.institution)
    Dataset.objects.filter(pk=dataset.pk).update(due=now, failures=0, why="")
    audit.record(actor, ACT, f"dataset/{dataset.key}", None, {"asked": now.isoformat()}, dataset.institution)


def publish(node: Node, dataset: Dataset, now: dt.datetime) -> tuple[Edition, bool]:
    """Makes a version at once; gives the version that is served and whether it is new. What goes wrong is kept and raised."""
    try:
        edition, is_new = make(node, dataset, now)
    except Busy:
        raise
    except Exception as error:
        _failed(dataset, str(error) or type(error).__name__, now)
        raise
    due = now + EVERY[dataset.every] if dataset.every else None
    Dataset.objects.filter(pk=dataset.pk).update(due=due, failures=0, why="", lease=None)
    return edition, is_new


def _failed(dataset: Dataset, why: str, now: dt.datetime) -> None:
    """Keeps why it failed, and waits longer each time; from the third time on it is told in the log of the node."""
    dataset.refresh_from_db(fields=["failures"])
    failures = dataset.failures + 1
    due = now + pause_after(failures)
    Dataset.objects.filter(pk=dataset.pk).update(failures=failures, why=why[:500], due=due, lease=None)
    if failures >= FAILURES_BEFORE_ALERT:
        _LOG.error("data set %s could not be published %d times in a row: %s", dataset.key, failures, why)


def publish_next(node: Node, now: dt.datetime) -> bool:
    """Publishes the data set that has been due longest and that nobody works at; whether there was one."""
    free = Q(lease=None) | Q(lease__lt=now)
    for dataset in Dataset.objects.filter(free, due__lte=now).order_by("due")[:5]:
        if Dataset.objects.filter(free, pk=dataset.pk, due=dataset.due).update(lease=now + LEASE):
            _publish_due(node, dataset, now)
            return True
    return False


def _publish_due(node: Node, dataset: Dataset, now: dt.datetime) -> None:
    try:
        publish(node, dataset, now)
    except Busy:
        Dataset.objects.filter(pk=dataset.pk).update(lease=None, due=now + pause_after(1))
    except Exception as error:
        _LOG.warning("data set %s was not published: %s", dataset.key, error)


def withdraw(node: Node, dataset: Dataset, why: str, now: dt.datetime) -> list[int]:
    """Takes all published versions of a data set away and asks for a new one; gives the numbers of those withdrawn."""
    gone = _standing(node, dataset)
    for edition in gone:
        editions.withdraw(edition, why, now)
    if gone:
        Dataset.objects.filter(pk=dataset.pk).update(due=now)
    return [edition.version for edition in gone]


def withdraw_outdated(node: Node, now: dt.datetime) -> dict[str, list[int]]:
    """Withdraws every data set of which a version was made under other rules than those of the gate now."""
    outdated = [dataset for dataset in Dataset.objects.all() if any(map(is_outdated, _standing(node, dataset)))]
    return {dataset.key: withdraw(node, dataset, OUTDATED, now) for dataset in outdated}


def _standing(node: Node, dataset: Dataset) -> list[Edition]:
    return [edition for edition in editions.editions(archives_of(node), dataset.key) if not edition.withdrawn]


def withdraw_all(node: Node, why: str, now: dt.datetime) -> dict[str, list[int]]:
    """Withdraws what was published of every data set: for when what the public may see has become less."""
    return {dataset.key: withdraw(node, dataset, why, now) for dataset in Dataset.objects.all()}
