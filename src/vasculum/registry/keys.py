"""Which key an institution or a collection of a foreign document has here: known by its identifiers, else made from its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.text import slugify

from vasculum.model.inventory import Identifier
from vasculum.registry.models import Identifier as Row

INSTITUTION, COLLECTION = "institution", "collection"
LONGEST = 70


@dataclass(slots=True)
class Keys:
    """The keys of one import.

    `identified` gives the key of what the registry holds, by kind, scheme and value; `schemes` the values it holds for a key by
    kind and scheme. The same document finds the same keys again.
    """

    identified: Mapping[tuple[str, str, str], str]
    given: dict[tuple[str, str], tuple[Identifier, ...]] = field(default_factory=dict)

    def key_of(self, kind: str, identifiers: Iterable[Identifier], told: str, wanted: str) -> str:
        """The key of a thing: that of what is known by one of its identifiers, the one `told`, or one made of `wanted`."""
        own = tuple(identifiers)
        known = (self.identified.get((kind, each.scheme, each.value)) for each in own)
        key = next((found for found in known if found), None) or self._free(kind, told or _slug(wanted), own)
        self.given[kind, key] = (*self.given.get((kind, key), ()), *own)
        return key

    def _free(self, kind: str, key: str, own: tuple[Identifier, ...]) -> str:
        number, tried = 1, key
        while self._is_another(kind, tried, own):
            number += 1
            tried = f"{key}-{number}"
        return tried

    def _is_another(self, kind: str, key: str, own: tuple[Identifier, ...]) -> bool:
        """Whether the key belongs to something with another identifier in a scheme of ours."""
        values = {(each.scheme, each.value) for each in own if each.scheme != "other"}
        schemes = {scheme for scheme, _ in values}
        held = {(scheme, value) for (of, scheme, value), holder in self.identified.items() if (of, holder) == (kind, key)}
        held |= {(each.scheme, each.value) for each in self.given.get((kind, key), ())}
        return any(scheme in schemes and (scheme, value) not in values for scheme, value in held)


def keys_of_registry() -> Keys:
    """The keys under which the registry knows identifiers."""
    owned = Row.objects.filter(institution__isnull=False).values_list("scheme", "value", "institution__key")
    collected = Row.objects.filter(collection__isnull=False).values_list("scheme", "value", "collection__key")
    known = {(INSTITUTION, scheme, value): key for scheme, value, key in owned}
    return Keys(known | {(COLLECTION, scheme, value): key for scheme, value, key in collected})


def _slug(text: str) -> str:
    """A key made of a name.

    >>> _slug("Plantentuin Meise (BR)"), _slug("博物館")
    ('plantentuin-meise-br', 'unnamed')
    """
    return slugify(text).replace("_", "-")[:LONGEST].strip("-") or "unnamed"
