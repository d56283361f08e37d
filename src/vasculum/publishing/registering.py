"""Registering what was published elsewhere: a follower, off unless the keeper names a registry, tried again, never twice."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import Q

from vasculum.harvest.node import Node
from vasculum.publishing import editions
from vasculum.publishing.describing import pid_of, publisher_of, resource_of
from vasculum.publishing.editions import Edition
from vasculum.publishing.making import archives_of
from vasculum.publishing.models import Dataset, Registration
from vasculum.publishing.registries import NotRegistered, Registry, Told, register, registries_of
from vasculum.publishing.rules import LEASE, pause_after


def register_next(node: Node, now: dt.datetime) -> bool:
    """Tells one registry of one version that it does not know yet; whether there was one to tell."""
    for registry in registries_of(settings.REGISTRIES, settings.KEYS_AT_GBIF):
        for dataset in Dataset.objects.exclude(address=""):
            served = editions.newest(archives_of(node), dataset.key)
            entry, _ = Registration.objects.get_or_create(dataset=dataset, registry=registry.kind, defaults={"due": now})
            if served is not None and _take(entry, served.version, now):
                _register(node, registry, dataset, served, entry, now)
                return True
    return False


def _take(entry: Registration, version: int, now: dt.datetime) -> bool:
    """Whether this process tells the registry, and no other as long as the lease holds."""
    free = Q(pk=entry.pk, due__lte=now, version__lt=version)
    return bool(Registration.objects.filter(free).update(due=now + LEASE))


def _register(node: Node, registry: Registry, dataset: Dataset, served: Edition, entry: Registration, now: dt.datetime) -> None:
    resource = resource_of(node, dataset, served.version, served.made, served.facts["figures"])
    page = f"{dataset.address}/{dataset.language}/datasets/{dataset.key}"
    archive = f"{dataset.address}/archives/{dataset.key}.zip"
    told = Told(resource, pid_of(node, dataset), page, archive, publisher_of(dataset))
    kept = Registration.objects.filter(pk=entry.pk)
    try:
        key = register(registry, told, entry.remote)
    except NotRegistered as error:
        failures = entry.failures + 1
        kept.update(failures=failures, why=str(error)[:500], due=now + pause_after(failures))
        return
    kept.update(version=served.version, remote=key, failures=0, why="", due=now)
