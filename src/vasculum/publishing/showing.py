"""What the command line and the API show of data sets and their versions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from vasculum.harvest.models import Source
from vasculum.harvest.node import Node
from vasculum.harvest.refusal import Refused
from vasculum.lake.lock import Busy
from vasculum.people.policy import SYSTEM
from vasculum.publishing.actions import describe, publish
from vasculum.publishing.checking import NotPublishable
from vasculum.publishing.editions import Edition
from vasculum.publishing.models import Dataset
from vasculum.publishing.rules import KEY
from vasculum.publishing.scope import query_of_dataset
from vasculum.registry.models import Collection
from vasculum.web.problems import ParameterError

_SHOWN = ("key", "kind", "scope", "of", "institution", "title", "language", "license", "every", "address")


def described_by_words(key: str, scopes: Mapping[str, str], words: Mapping[str, Any]) -> dict[str, Any]:
    """Saves what the command line says of a data set and gives all it is; raises Refused for what cannot be."""
    if not re.fullmatch(KEY, key):
        raise Refused(f"{key!r} is no key of a data set: small letters, digits and '-' only")
    chosen = [(scope, of) for scope, of in scopes.items() if of]
    known = Dataset.objects.filter(key=key).first()
    if len(chosen) > 1 or (known is None and not chosen):
        raise Refused("a data set is made of one of these: a collection, a source, or a search")
    said = dict(words)
    if chosen:
        said["scope"], said["of"] = chosen[0]
        said["institution"] = _institution(*chosen[0])
    if known is None and "title" not in said:
        said["title"] = {said["language"]: key}
    if known is not None and "title" in said:
        said["title"] = {**known.title, **said["title"]}
    saved = describe(SYSTEM, known or Dataset(key=key), said, timezone.now())
    return {name: getattr(saved, name) for name in _SHOWN}


def _institution(scope: str, of: str) -> str:
    """The institution whose records they are; raises Refused for what is not there and for a search that cannot be asked."""
    if scope == "search":
        try:
            query_of_dataset(Dataset(scope=scope, of=of))
        except ParameterError as error:
            raise Refused(f"this search cannot be asked: {error}") from None
        return ""
    if scope == "source":
        source = Source.objects.select_related("collection__institution").filter(key=of).first()
        found = source.collection if source else None
    else:
        found = Collection.objects.select_related("institution").filter(key=of).first()
    if found is None:
        raise Refused(f"there is no {scope} {of!r}")
    return found.institution.key


def published_now(node: Node, key: str) -> dict[str, Any]:
    """Publishes a data set and tells of the version that is served then; raises Refused when it cannot be published."""
    dataset = Dataset.objects.filter(key=key).first()
    if dataset is None:
        raise Refused(f"there is no data set {key!r}")
    try:
        edition, is_new = publish(node, dataset, timezone.now())
    except Busy:
        raise Refused(f"a version of {key} is being made by somebody else; it was left to them") from None
    except (NotPublishable, ValueError) as error:
        raise Refused(f"{key} was not published: {error}") from error
    return {"state": "published" if is_new else "unchanged", **told_of(edition)}


def told_of(edition: Edition) -> dict[str, Any]:
    """A version as JSON."""
    return {
        "version": edition.version,
        "made": edition.made.isoformat(),
        "identifier": edition.facts["identifier"],
        "citation": edition.facts["citation"],
        "records": edition.facts["figures"]["records"],
        "rows": edition.facts["rows"],
        "changes": edition.facts["changes"],
        "size": edition.size,
        "sha256": edition.files,
        "withdrawn": edition.withdrawn or None,
    }
