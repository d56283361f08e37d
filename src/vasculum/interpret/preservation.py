"""How a specimen is kept: the preservation that a text on preparations tells, apart from what was prepared."""

from __future__ import annotations

import re

from vasculum.interpret.reading import Interpreter, Reading
from vasculum.interpret.spelling import LONGEST, concept

_PARTS = re.compile(r"[|;,/+()]|\s-\s")
_IN = re.compile(
    r"\b(?:preserved|bewaard|conservée?|fixed|stored|konserviert)?\s?\b(?:in|op|en|dans|au|à l['’]|on|auf)\s", re.IGNORECASE
)
_STRENGTH = re.compile(
    r"[0-9]{1,3}(?:[.,][0-9]{1,2})?\s?(?:%|°|percent|vol\.?)|\b(?:vial|jar|tube|bottle|pot|specimen)s?\b", re.IGNORECASE
)


def read_preservation(text: str) -> Reading:
    """The ways of keeping that a text names, in its order; what it says besides is not remarked here.

    >>> read_preservation("skin; skeleton; tissue in ethanol 96%").values
    (['ethanol'],)
    >>> read_preservation("whole animal (alcohol 70 %)").values, read_preservation("skull").values
    ((['ethanol'],), (None,))
    """
    parts = _PARTS.split(text[:LONGEST])
    found = [kept for part in parts if (kept := _kept(part))]
    return Reading((list(dict.fromkeys(found)) or None,))


def _kept(part: str) -> str | None:
    bare = _STRENGTH.sub(" ", part).strip(" .:%")
    behind = _IN.split(bare)[-1]
    return concept("preservation", part) or concept("preservation", bare) or concept("preservation", behind)


PRESERVATION = Interpreter("preservation", ("dwc:preparations",), {"preservation": "VARCHAR[]"}, read_preservation)
