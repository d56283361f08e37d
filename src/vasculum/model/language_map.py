"""Language maps: one text per language, and which of them to show to a reader."""

from __future__ import annotations

from collections.abc import Mapping

FALLBACK = ("en", "nl", "fr", "de")


def name_in(names: Mapping[str, str], language: str) -> str:
    """The text of a language map for a reader of `language`; else in English, Dutch, French, German, else the first there is.

    >>> name_in({"nl": "Plantentuin Meise", "fr": "Jardin botanique de Meise"}, "fr")
    'Jardin botanique de Meise'
    >>> name_in({"nl": "Plantentuin Meise"}, "de")
    'Plantentuin Meise'
    >>> name_in({}, "en")
    ''
    """
    for wanted in (language, *FALLBACK):
        if names.get(wanted):
            return names[wanted]
    return next((text for text in names.values() if text), "")
