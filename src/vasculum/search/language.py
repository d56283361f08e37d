"""The language of the search box: words, phrases in quotes, and `field:value`; whatever is none of these is words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PART = re.compile(
    r"""(?:(?P<field>[A-Za-z]{2,20}):(?P<value>"[^"]{1,200}"|[^\s"]{1,200})|"(?P<phrase>[^"]{1,200})")(?=\s|$)|(?P<word>\S+)"""
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a text asks for: loose words, phrases, and conditions on fields; values of one field are joined by OR."""

    words: str
    phrases: tuple[str, ...]
    conditions: Mapping[str, tuple[str, ...]]


def read(text: str, fields: Mapping[str, str]) -> Said:
    """What a text says; `fields` are the fields that exist, by their name in small letters.

    >>> read('rosa "wild rose" country:BE Country:FR colour:red', {"country": "country"})
    Said(words='rosa colour:red', phrases=('wild rose',), conditions={'country': ('BE', 'FR')})
    """
    words, phrases, conditions = list[str](), list[str](), dict[str, tuple[str, ...]]()
    for part in _PART.finditer(text):
        field = fields.get((part["field"] or "").lower())
        if field:
            conditions[field] = (*conditions.get(field, ()), part["value"].strip('"'))
        elif part["phrase"]:
            phrases.append(part["phrase"])
        else:
            words.append(part[0])
    open_end = " " if text[-1:].isspace() else ""
    return Said(" ".join(words) + open_end if words else "", tuple(phrases), conditions)
